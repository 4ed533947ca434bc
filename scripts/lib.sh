# Sourced by the scripts that run a Java program of this project. What they share: the project's folder, the Java to run,
# and the build of what is not built.
shopt -s nullglob

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# The programs of the whole system.
stack=(canal-server producer consumer query-api local)

fail() {
    echo "scripts/${0##*/}: $*" >&2
    exit 1
}

need_java() {
    command -v "$java" >/dev/null || fail "needs Java 17 to 25; neither JAVA_HOME nor the PATH has it"
    local version
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [[ ${version:-0} -ge 17 && $version -le 25 ]] || fail "needs Java 17 to 25; $java is version ${version:-unknown}"
}

# Whether each module's jar is newer than all that it is made of.
is_built() {
    local module jars
    for module in "$@"; do
        jars=("$project/$module/target/$module"*.jar)
        [[ ${#jars[@]} -gt 0 ]] || return 1
        [[ -z $(find "$project"/{pom.xml,{schemas,testkit,"$module"}/{pom.xml,src/main}} \
            -type f -newer "${jars[0]}" -print -quit) ]] || return 1
    done
}

# Builds modules, unless they are built.
build() {
    if is_built "$@"; then
        return
    fi
    command -v mvn >/dev/null || fail "needs Maven 3.8.7 or newer to build; install it so that mvn is on the PATH"
    echo "building; the first time this takes minutes" >&2
    (cd "$project" && mvn -q -Dmaven.test.skip=true -pl "$(IFS=, && echo "$*")" -am package >&2) ||
        fail "the build failed; run mvn -DskipTests package in $project to see why"
}
