package io.guildhall.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/** Holds the body of an answer, and no more of it than so many bytes. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

	private final int largest;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final CompletableFuture<byte[]> body = new CompletableFuture<>();

	private Flow.@Nullable Subscription subscription;

	BoundedBody(int largest) {
		this.largest = largest;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return body;
	}

	@Override
	public void onSubscribe(Flow.Subscription begun) {
		this.subscription = begun;
		begun.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(List<ByteBuffer> parts) {
		for (ByteBuffer part : parts) {
			byte[] read = new byte[Math.min(part.remaining(), largest + 1 - bytes.size())];
			part.get(read);
			bytes.writeBytes(read);
			if (bytes.size() > largest) {
				if (subscription != null) {
					subscription.cancel();
				}
				body.completeExceptionally(new IOException("The answer is too large"));
				return;
			}
		}
	}

	@Override
	public void onError(Throwable failure) {
		body.completeExceptionally(failure);
	}

	@Override
	public void onComplete() {
		body.complete(bytes.toByteArray());
	}

}
