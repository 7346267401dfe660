output "user_pool_arn" {
  description = "ARN of the user pool."
  value       = aws_cognito_user_pool.this.arn
}

output "user_pool_id" {
  description = "Id of the user pool."
  value       = aws_cognito_user_pool.this.id
}

output "domain" {
  description = "First part of the name of the pages people sign in on."
  value       = aws_cognito_user_pool_domain.this.domain
}

output "host" {
  description = "Host of the pages people sign in on."
  value       = "${aws_cognito_user_pool_domain.this.domain}.auth.${var.context.region}.amazoncognito.com"
}

output "pages_client" {
  description = "Client id for pages that call the API."
  value       = aws_cognito_user_pool_client.pages.id
}

output "face_clients" {
  description = "Client ids: web, reports, as far as there are such."
  value       = { for name, client in aws_cognito_user_pool_client.face : name => client.id }
}
