output "distribution_arn" {
  description = "ARN of the distribution, which may read the bucket."
  value       = aws_cloudfront_distribution.this.arn
}

output "url" {
  description = "Address of the site."
  value       = "https://${var.site.domain}/"
}

output "distribution_domain" {
  description = "CloudFront's own name of the site, for a name that is given by hand."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "signing_key_secret" {
  description = "Name of the secret for the private key."
  value       = aws_secretsmanager_secret.signing_key.name
}
