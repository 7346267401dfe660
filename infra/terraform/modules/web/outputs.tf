output "url" {
  description = "Address of the web face."
  value       = "https://${var.face.domain}/"
}

output "balancer_name" {
  description = "DNS name of the load balancer, for a name that is given by hand."
  value       = aws_lb.this.dns_name
}
