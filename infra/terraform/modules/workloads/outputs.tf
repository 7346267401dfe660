output "jobs" {
  description = "By name: command, size, schedules, and what it is expected to do."
  value       = local.jobs
}

output "families" {
  description = "Name of the task definition of each job."
  value       = local.families
}

output "log_groups" {
  description = "Name of the log group of each job."
  value       = local.log_groups
}

output "environment" {
  description = "By job: environment variables."
  value       = local.environment
}

output "secret_environment" {
  description = "Environment variables whose value ECS takes from a secret."
  value       = local.secret_environment
}

output "stop_timeout" {
  description = "How long a task has between SIGTERM and SIGKILL, in seconds."
  value       = local.stop_timeout
}

output "statements" {
  description = "By role, for review and tests: who may take it, and what it allows."
  value = {
    for role, given in local.roles : role => {
      trusted    = given.trusted
      statements = given.statements
    }
  }
}

output "roles" {
  description = "By role: its name, and its trust and permission policies as JSON."
  value = {
    for role, given in local.roles : role => {
      name = given.name
      trust = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect    = "Allow"
            Action    = "sts:AssumeRole"
            Principal = { Service = given.trusted }
            Condition = lookup(local.trust_conditions, given.trusted, {})
          },
        ]
      })
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          for statement in given.statements : merge(
            {
              Sid      = statement.sid
              Effect   = "Allow"
              Action   = statement.actions
              Resource = statement.resources
            },
            statement.condition == null ? {} : {
              Condition = { (statement.condition.test) = { (statement.condition.variable) = statement.condition.values } }
            },
          )
        ]
      })
    }
  }
}
