output "jdbc_url" {
  description = "Address for DAYBOOK_DB_URL. The connection is encrypted or refused."
  value       = "jdbc:postgresql://${aws_db_instance.this.address}:${aws_db_instance.this.port}/${aws_db_instance.this.db_name}?sslmode=require"
}

output "secret_arn" {
  description = "ARN of the secret with `username` and `password`."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "identifier" {
  description = "Name of the instance, a dimension of its metrics."
  value       = aws_db_instance.this.identifier
}
