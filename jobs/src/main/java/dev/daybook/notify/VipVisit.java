package dev.daybook.notify;

import java.time.LocalDate;

/**
 * A visit to a VIP customer, as it was reported; texts are as people typed them, empty where they typed nothing.
 *
 * @param id of the visit in the table: it is told of once
 * @param job that has loaded it
 */
public record VipVisit(
        String id, String job, String salesperson, LocalDate date, String subject, String details, String feedback) {}
