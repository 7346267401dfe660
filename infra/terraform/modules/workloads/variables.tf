variable "context" {
  description = "Where this is: name is the prefix of everything, such as daybook-dev."
  type = object({
    name        = string
    environment = string
    region      = string
    account     = string
    partition   = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,23}$", var.context.name))
    error_message = "context.name: expected 3 to 24 lower case letters, digits and dashes, beginning with a letter."
  }
}

variable "buckets" {
  description = "ARN of the bucket of each zone, and of the one for results of queries."
  type = object({
    landing    = string
    processed  = string
    quarantine = string
    staging    = string
    lake       = string
    reports    = string
    queries    = string
  })
  nullable = false
}

variable "key" {
  description = "ARN of the key everything is encrypted with."
  type        = string
  nullable    = false
}

variable "queues" {
  description = "ARNs: landing (what was delivered), visits and user_data (what the API takes), not_started (runs a schedule could not start)."
  type = object({
    landing     = string
    visits      = string
    user_data   = string
    not_started = string
  })
  nullable = false
}

variable "topic" {
  description = "ARN of the SNS topic for notices."
  type        = string
  nullable    = false
}

variable "secrets" {
  description = "ARNs of the secrets handed to jobs at their start, each with `username` and `password`: of the database, and of the mail server where there is one."
  type = object({
    database = string
    smtp     = optional(string)
  })
  nullable = false
}

variable "database_url" {
  description = "JDBC address of the database."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.database_url, "jdbc:postgresql://")
    error_message = "database_url: expected one that begins with jdbc:postgresql://."
  }
}

variable "queue_urls" {
  description = "URL of the queues that messages are taken from: landing."
  type        = map(string)
  nullable    = false
}

variable "mail" {
  description = "Mails by SES: the address they come from, and who is told of live VIP visits. Null for none."
  type = object({
    from       = string
    supervisor = string
  })
  default = null
}

variable "repository" {
  description = "ARN of the repository of the image."
  type        = string
  nullable    = false
}

variable "glue_database" {
  description = "Name of the Glue database of the tables."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9_]+$", var.glue_database))
    error_message = "glue_database: expected lower case letters, digits and underscores."
  }
}

variable "workgroup" {
  description = "Name of the Athena workgroup that queries run in."
  type        = string
  nullable    = false
}

variable "contact" {
  description = "Whom servers that are copied from may write to."
  type        = string
  nullable    = false
}
