package io.guildhall.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How the libraries of WeChat Pay and Alipay reach them: with the client of the platform
 * instead of one more that they would bring. An answer is there as a whole in time or not
 * at all, whatever hangs is let go of, nobody is followed elsewhere, and no more is read
 * than an answer can have.
 */
@Component
class ProviderHttp {

	/** No answer of theirs is nearly so large. */
	private static final int LARGEST = 256 * 1024;

	private final ProviderSettings settings;

	private final HttpClient client;

	ProviderHttp(ProviderSettings settings) {
		this.settings = settings;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(settings.patience())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	/** What came back. */
	record Answer(int status, HttpHeaders headers, String body) {

		String header(String name) {
			return headers.firstValue(name).orElse("");
		}

	}

	/**
	 * Sends a request.
	 * @throws IOException if there is no answer in time, or one that is too large
	 */
	Answer send(String method, URI uri, Map<String, String> headers, @Nullable String body) throws IOException {
		BodyPublisher publisher = (body != null) ? HttpRequest.BodyPublishers.ofString(body)
				: HttpRequest.BodyPublishers.noBody();
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher);
		headers.forEach(request::setHeader);
		CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request.build(),
				answer -> new BoundedBody(LARGEST));
		try {
			HttpResponse<byte[]> response = future.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
			return new Answer(response.statusCode(), response.headers(),
					new String(response.body(), StandardCharsets.UTF_8));
		}
		catch (InterruptedException givenUp) {
			future.cancel(true);
			Thread.currentThread().interrupt();
			throw new IOException("Nobody waits any more", givenUp);
		}
		catch (TimeoutException late) {
			future.cancel(true);
			throw new IOException("No answer in time", late);
		}
		catch (ExecutionException failed) {
			throw new IOException("No answer", failed.getCause());
		}
	}

}
