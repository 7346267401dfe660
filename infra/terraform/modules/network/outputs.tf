output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "task_subnets" {
  description = "Subnets tasks run in."
  value       = local.task_subnets
}

output "public_subnets" {
  description = "Subnets of what the internet may reach."
  value       = aws_subnet.public[*].id
}

output "database_subnets" {
  description = "Subnets of the database, without a way out."
  value       = aws_subnet.database[*].id
}

output "assign_public_ip" {
  description = "Whether tasks need a public address to reach AWS."
  value       = !var.private_networking
}

output "security_groups" {
  description = "By who is in it: tasks, database."
  value = {
    tasks    = aws_security_group.tasks.id
    database = aws_security_group.database.id
  }
}
