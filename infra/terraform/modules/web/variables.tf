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

variable "face" {
  description = "Host name of the web face, its certificate in this region, and the zone its name is put into (null: by hand)."
  type = object({
    domain          = string
    certificate_arn = string
    hosted_zone_id  = optional(string)
  })
  nullable = false

  validation {
    condition     = can(regex("^arn:[a-z-]+:acm:", var.face.certificate_arn))
    error_message = "face.certificate_arn: expected the ARN of a certificate of ACM."
  }
}

variable "identity" {
  description = "Who may sign in: user pool, the client of this face, the domain of its pages."
  type = object({
    user_pool_arn = string
    client        = string
    domain        = string
  })
  nullable = false
}

variable "roles" {
  description = "Roles made here: web, start-web."
  type = map(object({
    name   = string
    trust  = string
    policy = string
  }))
  nullable = false
}

variable "network" {
  description = "Where the balancer and the tasks are."
  type = object({
    vpc_id               = string
    public_subnets       = list(string)
    task_subnets         = list(string)
    tasks_security_group = string
    assign_public_ip     = bool
  })
  nullable = false
}

variable "cluster" {
  description = "ARN of the cluster."
  type        = string
  nullable    = false
}

variable "image" {
  description = "The image, by digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image: expected one with its digest."
  }
}

variable "environment" {
  description = "Environment variables."
  type        = map(string)
  nullable    = false
}

variable "secret_environment" {
  description = "Environment variables whose value is that of a secret, as ECS names it."
  type        = map(string)
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

variable "protected" {
  description = "Whether deleting the load balancer is refused."
  type        = bool
  default     = true
  nullable    = false
}
