# Convolve in a container. Build with BuildKit (the default since Docker 23):
#   docker build --tag convolve .
#   docker run --rm --read-only --cap-drop ALL --cpus 1 -m 768m -p 127.0.0.1:8080:8080 convolve

FROM eclipse-temurin:25-jdk-noble AS jdk


# The layered jar. Maven's downloads stay in a cache of the builder, outside the image
FROM jdk AS jar
# mvnw holds the checksum of Maven's zip; without unzip it would load a tar.gz that cannot match
RUN apt-get update \
    && apt-get install --yes --no-install-recommends unzip \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    ./mvnw --batch-mode -Dmaven.test.skip=true -Dspring-javaformat.validate.skip=true package
RUN cp target/convolve-*.jar convolve.jar \
    && java -Djarmode=tools -jar convolve.jar extract --layers --destination layers


# A Java runtime of Java SE and what the service uses beyond it: uncompressed, for that is smaller to pull.
# The options are defaults, which JAVA_TOOL_OPTIONS overrides. /dev/shm is where a container can write even with a
# read-only root file system. An AOT cache that does not fit (a heap above 32 GB) is no error: the start is slower
FROM jdk AS java
RUN jlink --output /opt/java/runtime \
        --add-modules java.se,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported \
        --strip-debug --no-header-files --no-man-pages \
        --add-options "-XX:MaxRAMPercentage=65 -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr \
            -XX:-UsePerfData -XX:+UseTransparentHugePages -Xlog:aot=off -Djava.io.tmpdir=/dev/shm"


FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Convolve" \
      org.opencontainers.image.description="A REST service that runs and explains convolutional networks" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV LANG=C.UTF-8 PATH=/opt/java/runtime/bin:$PATH
COPY --from=java /opt/java/runtime /opt/java/runtime
WORKDIR /convolve
COPY --from=jar /build/layers/dependencies/ ./
COPY --from=jar /build/layers/spring-boot-loader/ ./
COPY --from=jar /build/layers/snapshot-dependencies/ ./
COPY --from=jar /build/layers/application/ ./
COPY src/docker/healthcheck ./
# A first start, until the service is ready: what it loads, later starts find prepared. It ends with 143, as asked.
# JDK 25 cannot keep classes of a module that incubates, so it does without vectors; and without profiles, for they make
# the compiler busy with what has been hot before instead of the kernels
RUN set -eu; \
    java -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=/convolve/convolve.aot \
        -jar /convolve/convolve.jar --convolve.engine.kernels=scalar & \
    timeout 120 bash -ec 'until timeout 3 bash healthcheck 2> /dev/null; do kill -0 $0; sleep 1; done' $!; \
    kill $!; wait $! || test $? = 143; \
    test -s convolve.aot
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "/convolve/healthcheck"]
# Without a shell in between: SIGTERM reaches Java, which ends requests under way and leaves with 143 (128 + 15)
ENTRYPOINT ["java", "-XX:AOTCache=/convolve/convolve.aot", "-jar", "/convolve/convolve.jar"]
