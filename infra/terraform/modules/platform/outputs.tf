output "name" {
  description = "What everything of this environment is called after."
  value       = local.context.name
}

output "buckets" {
  description = "Name of the bucket of each zone."
  value       = module.storage.names
}

output "repository" {
  description = "Where images are pushed to."
  value       = module.registry.url
}

output "api_url" {
  description = "Address of the API."
  value       = module.ingestion.url
}

output "cluster" {
  description = "Name of the cluster tasks run in."
  value       = module.jobs.cluster_name
}

output "run" {
  description = "What a run by hand needs: subnets, security group, whether a public address is needed."
  value = {
    subnets          = module.network.task_subnets
    security_group   = module.network.security_groups.tasks
    assign_public_ip = module.network.assign_public_ip
  }
}

output "user_pool_id" {
  description = "Id of the user pool."
  value       = module.identity.user_pool_id
}

output "pages_client" {
  description = "Client id for pages that call the API."
  value       = module.identity.pages_client
}

output "glue_database" {
  description = "Name of the Glue database."
  value       = module.catalog.database
}

output "workgroup" {
  description = "Name of the Athena workgroup."
  value       = module.catalog.workgroup
}

output "key" {
  description = "ARN of the key everything is encrypted with."
  value       = module.keys.arn
}

output "web_url" {
  description = "Address of the web face; null without one."
  value       = one(module.web[*].url)
}

output "reports_url" {
  description = "Address of the reports' site; null without one."
  value       = one(module.reports[*].url)
}
