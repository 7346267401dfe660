package dev.daybook.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Logback's configuration: one line per event on standard error, as results go to standard output. In Java, since
 * reading it from XML takes a quarter of a second of processor time at every start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Encoder<ILoggingEvent> encoder = encoder(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ErrorStream();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        context.getLogger("dev.daybook").setLevel(Level.INFO);
        // A failed step is told once, by the verb that ran it; see OutcomeListener.
        context.getLogger("org.springframework.batch.core.step").setLevel(Level.OFF);
        // A start that fails is told once too.
        context.getLogger("org.springframework.boot.SpringApplication").setLevel(Level.OFF);
        context.getLogger("org.springframework.context").setLevel(Level.ERROR);
        // Warns of each H2 newer than itself; we test with the one we ship.
        context.getLogger("org.flywaydb").setLevel(Level.ERROR);
        // Tells of each lost connection, with its address and so the key of the database server; whoever used it tells
        // too.
        context.getLogger("com.zaxxer.hikari.pool").setLevel(Level.ERROR);
        // Warns of each font every PDF reader has, which reports do not use.
        context.getLogger("org.apache.pdfbox.pdmodel.font").setLevel(Level.ERROR);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(stderr);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** A format there is not is told by the settings; this begins earlier. */
    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        if (LogFormat.isJson(System.getenv())) {
            JsonLines encoder = new JsonLines();
            encoder.setContext(context);
            return encoder;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss} %-5level %msg%n%ex{0}");
        return encoder;
    }

    /** Where the line at the foot of a terminal has to make way. */
    private static final class ErrorStream extends ConsoleAppender<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            StatusLine.inPlaceOf(() -> super.append(event));
        }
    }
}
