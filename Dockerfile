# The build: with the JDK alone, since mvnw brings Maven.
FROM eclipse-temurin:21.0.8_9-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml lombok.config ./
COPY .mvn .mvn
COPY src/main src/main
# Checks and tests ran before; they need a browser and a database.
RUN --mount=type=cache,target=/root/.m2 ./mvnw --batch-mode --no-transfer-progress -Dfast -DskipTests package \
    && java -Djarmode=tools -jar target/guildhall.jar extract --layers --destination target/layers

FROM eclipse-temurin:21.0.8_9-jre-noble
RUN useradd --system --create-home --home-dir /app --uid 10001 guildhall
WORKDIR /app
# From what changes rarely to what changes always.
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
# A start in training, as far as it comes without a database: the archive of the classes that it loads makes each real
# start faster (docs/adr/0013-quick-starts.md). It must not fail the build.
RUN java -XX:ArchiveClassesAtExit=guildhall.jsa -jar guildhall.jar \
        --spring.datasource.url=jdbc:postgresql://127.0.0.1:1/guildhall --spring.flyway.enabled=false \
        --spring.jpa.hibernate.ddl-auto=none --spring.jpa.properties.hibernate.dialect=org.hibernate.dialect.PostgreSQLDialect \
        --spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false > /dev/null 2>&1 || true \
    && touch guildhall.jsa
USER guildhall
EXPOSE 8080
ENV JAVA_TOOL_OPTIONS="-XX:SharedArchiveFile=/app/guildhall.jsa -Xshare:auto -XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -XX:MetaspaceSize=192m -XX:MaxGCPauseMillis=50"
# By the shell alone: the image holds no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '\"status\":\"UP\"' <&3"]
ENTRYPOINT ["java", "-jar", "guildhall.jar"]
