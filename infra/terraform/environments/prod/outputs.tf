output "platform" {
  description = "Names and addresses: what the deploy script, smoke tests and dashboards go by."
  value       = module.platform
}
