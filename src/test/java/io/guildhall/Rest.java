package io.guildhall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a program with a key uses it. */
public final class Rest {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long SELDOM = TimeUnit.MILLISECONDS.toNanos(100);

	/** It is noticed late by a twentieth of what was waited for, at most. */
	private static final int LOOKS = 20;

	private final String url;

	private final String key;

	public Rest(String url, String key) {
		this.url = url + "/api/v1";
		this.key = key;
	}

	/** The secret of the program. */
	public String key() {
		return this.key;
	}

	/** Where the application is, without a slash at the end. */
	public String url() {
		return this.url.substring(0, this.url.length() - "/api/v1".length());
	}

	/** The same program at another instance. */
	public Rest at(String url) {
		return new Rest(url, this.key);
	}

	/** An answer: its status, and its body where there is one. */
	public record Answer(int status, JsonNode body) {

		/** The code of the refusal; empty where there is none. */
		public String code() {
			return this.body.path("code").asString("");
		}

		/** A text of the body. */
		public String text(String field) {
			return this.body.path(field).asString("");
		}

		/** Itself. */
		public Answer ok() {
			if (this.status >= 300) {
				throw new IllegalStateException(this.status + " " + this.body);
			}
			return this;
		}

	}

	public Answer get(String path) {
		return send("GET", path, BodyPublishers.noBody(), "application/json", null);
	}

	public Answer post(String path, Object body) {
		return post(path, body, null);
	}

	public Answer post(String path, Object body, @Nullable String idempotencyKey) {
		return send("POST", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json",
				idempotencyKey);
	}

	public Answer put(String path, Object body) {
		return send("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json", null);
	}

	public Answer patch(String path, Object body) {
		return send("PATCH", path, BodyPublishers.ofString(JSON.writeValueAsString(body)), "application/json", null);
	}

	/** Any request with a body that says nothing. */
	public Answer send(String method, String path) {
		boolean body = !method.equals("GET") && !method.equals("DELETE");
		return send(method, path, body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody(), "application/json",
				null);
	}

	/** Uploads files as the parts {@code files}. */
	public Answer upload(String path, List<Path> files) {
		return upload(path, "files", files);
	}

	/** Uploads files as the parts of that name. */
	public Answer upload(String path, String name, List<Path> files) {
		String boundary = "guildhall-test-boundary";
		List<byte[]> parts = new ArrayList<>();
		try {
			for (Path file : files) {
				parts.add(
						"--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
							.formatted(boundary, name, file.getFileName())
							.getBytes(StandardCharsets.UTF_8));
				parts.add(Files.readAllBytes(file));
				parts.add("\r\n".getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		parts.add(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
		return send("POST", path, BodyPublishers.ofByteArrays(parts), "multipart/form-data; boundary=" + boundary,
				null);
	}

	/**
	 * Asks again until the answer is as wanted: so often that how long it takes can be
	 * measured by it, and so seldom that the asking does not disturb.
	 */
	public Answer await(String path, Duration atMost, Predicate<Answer> wanted) {
		long start = System.nanoTime();
		while (true) {
			Answer answer = get(path);
			if (wanted.test(answer)) {
				return answer;
			}
			long waited = System.nanoTime() - start;
			if (waited > atMost.toNanos()) {
				throw new IllegalStateException(path + " stays " + answer);
			}
			try {
				TimeUnit.NANOSECONDS.sleep(Math.min(SELDOM, Math.max(OFTEN, waited / LOOKS)));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	private Answer send(String method, String path, BodyPublisher body, String contentType,
			@Nullable String idempotencyKey) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + path))
			.timeout(Duration.ofMinutes(2))
			.header("Authorization", "Bearer " + this.key)
			.header("Accept", "application/json")
			.header("Content-Type", contentType)
			.method(method, body);
		if (idempotencyKey != null) {
			request.header("Idempotency-Key", idempotencyKey);
		}
		try {
			HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
			boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
			return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.createObjectNode());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
