package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import io.guildhall.Rest;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** What the README tells programs to do, line by line, as a reader would. */
@WholeApplication
class ReadmeTests {

	private static final Pattern BLOCK = Pattern.compile("```sh\n(export API=.*?)```", Pattern.DOTALL);

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@TempDir
	private Path folder;

	@Test
	void theLinesOfTheReadmeGoThroughTheWholeLoop() throws IOException, InterruptedException {
		Stream.of("bash", "curl", "jq")
			.forEach(tool -> Assumptions.assumeTrue(isInstalled(tool), () -> tool + " is missing"));
		Person ann = staff.found();
		String key = staff.apiKey(ann);
		SmallWorld world = new SmallWorld(LocalDate.now(SmallWorld.ZONE));
		Files.write(folder.resolve("result.json"), world.telegram());
		Files.write(folder.resolve("orders.csv"), world.csv());

		String said = run(
				lines().replace("http://localhost:8080", "http://localhost:" + port).replace("your-key", key));

		assertThat(said).doesNotContain("curl:", "jq:", "null", "FAILED");
		Rest rest = new Rest("http://localhost:" + port, key);
		assertThat(rest.get("/campaigns").ok().body().path("items")).hasSize(1);
		JsonNode dashboard = rest.get("/dashboard").ok().body();
		assertThat(dashboard.path("coupons").path("used").asInt()).isEqualTo(1);
		assertThat(dashboard.path("revenue").path("minor").asLong())
			.as("what came by file, the camp less its coupon, and the membership")
			.isEqualTo(100L * world.revenue() + 19_900 - 500 + 29_900);
	}

	private static String lines() throws IOException {
		Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
		assertThat(block.find()).as("README.md has the loop by program").isTrue();
		return block.group(1);
	}

	private String run(String lines) throws IOException, InterruptedException {
		Path said = folder.resolve("said.txt");
		Process bash = new ProcessBuilder("bash", "-u", "-o", "pipefail", "-c", lines).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(said.toFile())
			.start();
		try {
			assertThat(bash.waitFor(2, TimeUnit.MINUTES)).as("the lines come to an end").isTrue();
		}
		finally {
			bash.destroyForcibly();
		}
		return Files.readString(said, StandardCharsets.UTF_8);
	}

	private static boolean isInstalled(String tool) {
		return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
			.anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
	}

}
