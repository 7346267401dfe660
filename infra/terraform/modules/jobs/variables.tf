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

variable "jobs" {
  description = "What runs, by name: see the module workloads, which makes this map."
  type = map(object({
    command      = list(string)
    cpu          = number
    memory       = number
    disk         = number
    schedules    = map(object({ expression = string, arguments = list(string) }))
    silent_hours = optional(number)
  }))
  nullable = false

  validation {
    condition     = contains(keys(var.jobs), "listen")
    error_message = "jobs: expected one called listen, which deliveries wake."
  }

  validation {
    condition     = alltrue([for job in values(var.jobs) : job.disk >= 21 && job.disk <= 200])
    error_message = "jobs: disk is expected to be 21 to 200 GiB."
  }

  validation {
    condition     = alltrue([for job in values(var.jobs) : job.silent_hours == null || try(job.silent_hours >= 1 && job.silent_hours <= 168, false)])
    error_message = "jobs: silent_hours is expected to be 1 to 168; CloudWatch looks back a week."
  }
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

variable "environment" {
  description = "By job: environment variables."
  type        = map(map(string))
  nullable    = false
}

variable "secret_environment" {
  description = "Environment variables whose value is that of a secret, as ECS names it."
  type        = map(string)
  nullable    = false
}

variable "roles" {
  description = "Roles made here, by name: task-<job>, start-<job>, schedule, wake."
  type = map(object({
    name   = string
    trust  = string
    policy = string
  }))
  nullable = false

  validation {
    condition     = contains(keys(var.roles), "schedule") && contains(keys(var.roles), "wake")
    error_message = "roles: expected schedule and wake among them."
  }
}

variable "image" {
  description = "The image, by digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: expected one with its digest, ….amazonaws.com/daybook-dev@sha256:…"
  }
}

variable "network" {
  description = "Where tasks run."
  type = object({
    subnets          = list(string)
    security_group   = string
    assign_public_ip = bool
  })
  nullable = false
}

variable "landing_queue" {
  description = "Name of the queue that deliveries are told to."
  type        = string
  nullable    = false
}

variable "not_started_queue" {
  description = "ARN of the queue for runs that could not be started."
  type        = string
  nullable    = false
}

variable "alarm_topic" {
  description = "ARN of the topic alarms go to."
  type        = string
  nullable    = false
}

variable "key" {
  description = "ARN of the key logs are encrypted with."
  type        = string
  nullable    = false
}

variable "log_days" {
  description = "How long logs stay, in days."
  type        = number
  default     = 30
  nullable    = false
}

variable "stop_timeout" {
  description = "How long a task has between SIGTERM and SIGKILL, in seconds."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.stop_timeout >= 30 && var.stop_timeout <= 120
    error_message = "stop_timeout: expected 30 to 120, Fargate gives no more."
  }
}

variable "schedules_enabled" {
  description = "Whether the clock and deliveries start anything."
  type        = bool
  default     = true
  nullable    = false
}
