package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.guildhall.Rest;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Who sends too much to a member's page reads why, over a real connection as well. */
@WholeApplication
class LargeBodiesTests {

	private static final int MEGABYTE = 1 << 20;

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Test
	void aPictureThatIsMuchTooLargeIsAnsweredByThePage() throws IOException, InterruptedException {
		Person ann = staff.found();
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(ann));
		String community = rest.post("/communities", Map.of("name", "Readers", "types", List.of("KNOWLEDGE")))
			.ok()
			.text("id");
		String group = rest
			.post("/groups",
					Map.of("community", community, "name", "One", "carrier", "IRC", "stage", "VALUE", "capacity", 9))
			.ok()
			.text("id");
		String member = rest.post("/members", Map.of("displayName", "Ann", "group", group)).ok().text("id");
		String id = rest
			.post("/challenges",
					Map.of("group", group, "name", "Ten pages", "startsOn", Furnished.yesterday(), "days", 7,
							"proofKind", "PICTURE"))
			.ok()
			.text("id");
		String participants = "/challenges/" + id + "/participants";
		rest.post(participants, Map.of("members", List.of(member))).ok();
		String token = rest.get(participants).ok().body().path("items").path(0).path("token").asString();
		String link = "/p/c/" + ann.slug() + "/" + token + "/check-ins";
		for (int megabytes : new int[] { 12, 40 }) {
			HttpResponse<String> told = send(link, BodyPublishers.ofByteArray(new byte[megabytes * MEGABYTE]));
			assertThat(told.statusCode()).isEqualTo(400);
			assertThat(told.body()).contains("at most 10 MB");
		}
		HttpResponse<String> untold = send(link,
				BodyPublishers.ofByteArrays(List.of(new byte[MEGABYTE], new byte[MEGABYTE])));
		assertThat(untold.statusCode()).as("in chunks").isEqualTo(400);
		assertThat(untold.body()).contains("at most 10 MB");
		assertThat(rest.get("/challenge-links/pictures").ok().body().path("reasons").path("TOO_LARGE").asInt())
			.isEqualTo(3);
	}

	private HttpResponse<String> send(String path, BodyPublisher body) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.version(HttpClient.Version.HTTP_1_1)
			.header("Content-Type", "multipart/form-data; boundary=x")
			.header("Accept-Language", "en")
			.POST(body)
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
	}

}
