output "data_set_arns" {
  description = "ARN of each data set, for whoever asks for its import."
  value       = { for name, set in aws_quicksight_data_set.this : name => set.arn }
}

output "dashboard_ids" {
  description = "Ids of the dashboards."
  value       = [aws_quicksight_dashboard.clickstream.dashboard_id, aws_quicksight_dashboard.visits.dashboard_id]
}
