output "dashboards" {
  description = "Ids of dashboards and ARNs of data sets."
  value       = module.dashboards
}
