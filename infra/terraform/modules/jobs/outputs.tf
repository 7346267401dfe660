output "cluster_arn" {
  description = "ARN of the cluster tasks run in."
  value       = aws_ecs_cluster.this.arn
}

output "cluster_name" {
  description = "Name of the cluster tasks run in."
  value       = aws_ecs_cluster.this.name
}

output "task_definitions" {
  description = "ARN of the newest task definition of each job."
  value       = { for name, task in aws_ecs_task_definition.this : name => task.arn }
}

output "alarm_arns" {
  description = "ARNs of the alarms about runs."
  value = concat(
    [for alarm in aws_cloudwatch_metric_alarm.failed : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.missed : alarm.arn],
  )
}
