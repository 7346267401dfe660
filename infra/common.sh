# What deploy and teardown have in common; read by both.
# shellcheck shell=sh
# What is assigned here is used by the one who reads this, and the other way round.
# shellcheck disable=SC2034,SC2154

BAD_REQUEST=2
REFUSED=3

# In the order in which they stand on each other.
COMPONENTS='keys network storage registry database messaging catalog identity ingestion jobs web reports operations dashboards'

say() {
    printf '%s: %s\n' "$program" "$1" >&2
}

give_up() {
    say "$1"
    exit "$BAD_REQUEST"
}

# Prints what component $1 cannot be without.
needs() {
    case $1 in
        storage | registry) echo 'keys' ;;
        database) echo 'keys network' ;;
        messaging | catalog) echo 'keys storage' ;;
        ingestion) echo 'keys storage messaging identity' ;;
        jobs) echo 'keys network storage registry database messaging catalog' ;;
        web) echo 'jobs identity' ;;
        reports) echo 'keys storage identity' ;;
        operations) echo 'jobs ingestion' ;;
        dashboards) echo 'catalog storage' ;;
    esac
}

# Whether component $1 needs $2, be it through others.
stands_on() {
    for stands_on_next in $(needs "$1"); do
        if [ "$stands_on_next" = "$2" ] || (stands_on "$stands_on_next" "$2"); then
            return 0
        fi
    done
    return 1
}

# Prints the components that cannot be without $1, those on top first.
on_top_of() {
    on_top=
    for candidate in $COMPONENTS; do
        if stands_on "$candidate" "$1"; then
            on_top="$candidate $on_top"
        fi
    done
    printf '%s\n' "${on_top% }"
}

# Sets environment, email, region, component, digest, origin, values, principal, state_bucket and yes from the arguments.
read_arguments() {
    environment='' email='' region=eu-central-1 component=all digest='' origin='' values='' principal='' yes=false
    state_bucket=${DAYBOOK_STATE_BUCKET:-}
    while [ $# -gt 0 ]; do
        case $1 in
            --yes)
                yes=true
                shift
                continue
                ;;
            --help)
                usage
                exit 0
                ;;
            --*) [ $# -ge 2 ] || give_up "$1 needs a value, see $program --help" ;;
        esac
        case $1 in
            --environment) environment=$2 ;;
            --email) email=$2 ;;
            --region) region=$2 ;;
            --component) component=$2 ;;
            --image-digest) digest=$2 ;;
            --origin) origin=$2 ;;
            --values) values=$2 ;;
            --principal) principal=$2 ;;
            --state-bucket) state_bucket=$2 ;;
            *) give_up "$1 is not known, see $program --help" ;;
        esac
        shift 2
    done
    case $environment in
        dev | test | prod) ;;
        '') give_up 'which --environment: dev, test or prod?' ;;
        *) give_up "--environment $environment: expected dev, test or prod" ;;
    esac
    case " all $COMPONENTS " in
        *" $component "*) ;;
        *) give_up "--component $component: expected all, or one of $COMPONENTS" ;;
    esac
    [ -n "$state_bucket" ] || give_up 'in which --state-bucket (or DAYBOOK_STATE_BUCKET) is the state kept?'
    [ -z "$values" ] || [ -f "$values" ] || give_up "--values $values: there is no such file"
    name=daybook-$environment
}

need_programs() {
    for needed in "$@"; do
        command -v "$needed" >/dev/null || give_up "there is no $needed on the PATH"
    done
}

# Asks $1; anything but `yes` or the environment's name, $2, is a no.
confirm() {
    if [ "$yes" = true ]; then
        return 0
    fi
    printf '%s (%s to go on) ' "$1" "$2" >&2
    answer=
    read -r answer || true
    if [ "$answer" != "$2" ]; then
        say 'nothing was changed'
        exit "$REFUSED"
    fi
}

# Runs Terraform in the root that is in $root.
terraform_in_root() {
    terraform -chdir="$root" "$@"
}

platform_root() {
    root=$here/terraform/environments/$environment
    state=platform
}

dashboards_root() {
    root=$here/terraform/dashboards
    state=dashboards
}

# Both roots of all environments have their state in one bucket; a lock file there lets one at a time work on it.
initialise() {
    terraform_in_root init -input=false -reconfigure \
        -backend-config="bucket=$state_bucket" \
        -backend-config="key=daybook/$environment/$state.tfstate" \
        -backend-config="region=$region"
}

# Calls what is given with the variables of the root behind it.
with_variables() {
    if [ "$state" = dashboards ]; then
        set -- "$@" -var="environment=$environment" -var="principal=$principal"
    else
        set -- "$@" -var="email=$email" -var="image_digest=$digest" -var="origin=$origin"
        [ -z "$values" ] || set -- "$@" -var-file="$values"
    fi
    "$@" -var="region=$region"
}
