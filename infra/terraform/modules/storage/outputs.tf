output "names" {
  description = "Name of the bucket of each zone, and of `queries`."
  value       = { for zone, bucket in aws_s3_bucket.zone : zone => bucket.bucket }
}

output "arns" {
  description = "ARN of the bucket of each zone, and of `queries`."
  value       = { for zone, bucket in aws_s3_bucket.zone : zone => bucket.arn }
}

output "reports_domain" {
  description = "Regional domain name of the reports' bucket."
  value       = aws_s3_bucket.zone["reports"].bucket_regional_domain_name
}
