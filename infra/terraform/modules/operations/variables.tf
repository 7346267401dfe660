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

variable "queues" {
  description = "Names of queues: working, whose messages should not wait, and dead, which should be empty."
  type = object({
    working = map(string)
    dead    = map(string)
  })
  nullable = false
}

variable "api" {
  description = "Name of the API and of its stage."
  type = object({
    name  = string
    stage = string
  })
  nullable = false
}

variable "stream" {
  description = "Name of the delivery stream of events."
  type        = string
  nullable    = false
}

variable "database" {
  description = "Name of the database instance."
  type        = string
  nullable    = false
}

variable "workgroup" {
  description = "Name of the Athena workgroup."
  type        = string
  nullable    = false
}

variable "families" {
  description = "Name of the task definition of each job."
  type        = map(string)
  nullable    = false
}

variable "log_groups" {
  description = "Name of the log group of each job."
  type        = map(string)
  nullable    = false
}

variable "run_alarms" {
  description = "ARNs of the alarms about runs, for the dashboard."
  type        = list(string)
  nullable    = false
}

variable "alarm_topic" {
  description = "ARN of the topic alarms go to."
  type        = string
  nullable    = false
}

variable "monthly_budget" {
  description = "What a month may cost, in US dollars: a mail at 80 % spent, and when more is to be expected."
  type        = number
  nullable    = false

  validation {
    condition     = var.monthly_budget > 0
    error_message = "monthly_budget: expected more than 0."
  }
}
