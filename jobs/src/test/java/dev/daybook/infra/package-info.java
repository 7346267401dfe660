/** Tests of what is in {@code infra}: Terraform, the image, scripts. No account and no network is needed. */
package dev.daybook.infra;
