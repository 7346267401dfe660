output "arn" {
  description = "ARN of the key everything is encrypted with."
  value       = aws_kms_key.this.arn
}
