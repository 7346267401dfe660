output "queue_arns" {
  description = "ARN of each queue."
  value = {
    landing     = aws_sqs_queue.this["landing"].arn
    visits      = aws_sqs_queue.this["visits"].arn
    user_data   = aws_sqs_queue.this["user-data"].arn
    not_started = aws_sqs_queue.not_started.arn
  }
}

output "queue_urls" {
  description = "URL of each queue that messages are taken from."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.url }
}

output "queue_names" {
  description = "Names of the queues that messages are taken from, and of those where messages end that nobody could use."
  value = {
    working = { for name, queue in aws_sqs_queue.this : name => queue.name }
    dead    = merge({ for name, queue in aws_sqs_queue.dead : name => queue.name }, { not-started = aws_sqs_queue.not_started.name })
  }
}

output "topic_arns" {
  description = "ARN of the topics: notices of the application, alarms."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
}

output "smtp_secret_arn" {
  description = "ARN of the secret with `username` and `password` for SMTP; null without mail."
  value       = one(aws_secretsmanager_secret.smtp[*].arn)
}
