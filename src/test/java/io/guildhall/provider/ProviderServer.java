package io.guildhall.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server of our own that answers in a provider's place what it is told to. */
public final class ProviderServer implements AutoCloseable {

	private final Deque<Function<Asked, Answer>> answers = new ConcurrentLinkedDeque<>();

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final CountDownLatch never = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	/**
	 * What it is to answer; status 0 for nothing at all, 1 for a beginning and no end.
	 */
	public record Answer(int status, String body, Map<String, String> headers) {
	}

	/** What it was asked. */
	public record Asked(String what, String body, Map<String, List<String>> headers) {

		String header(String name) {
			return headers.getOrDefault(name, List.of("")).get(0);
		}

	}

	/** A server that waits for questions. */
	public ProviderServer() throws IOException {
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(threads);
		server.createContext("/", this::answer);
		server.start();
	}

	/** Where it is asked. */
	public String url() {
		return "http://localhost:" + server.getAddress().getPort();
	}

	/** What it answers next. */
	public void answer(Function<Asked, Answer> next) {
		answers.add(next);
	}

	/** It will not answer the next question. */
	public void hang() {
		answers.add(question -> new Answer(0, "", Map.of()));
	}

	/** It will begin to answer the next question, and not end. */
	public void drip() {
		answers.add(question -> new Answer(1, "{", Map.of()));
	}

	/** All that it was asked, in order. */
	public List<Asked> asked() {
		return asked;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Asked question = new Asked(exchange.getRequestMethod() + " " + exchange.getRequestURI(), body,
				exchange.getRequestHeaders());
		asked.add(question);
		Function<Asked, Answer> next = answers.poll();
		Answer answer = (next != null) ? next.apply(question) : new Answer(500, "{}", Map.of());
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		try {
			if (answer.status() > 1) {
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				answer.headers().forEach(exchange.getResponseHeaders()::set);
				exchange.sendResponseHeaders(answer.status(), (bytes.length > 0) ? bytes.length : -1);
				exchange.getResponseBody().write(bytes);
			}
			else {
				if (answer.status() == 1) {
					exchange.sendResponseHeaders(200, 1000);
					exchange.getResponseBody().write(bytes);
					exchange.getResponseBody().flush();
				}
				never.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.close();
	}

	@Override
	public void close() {
		never.countDown();
		server.stop(0);
		threads.shutdownNow();
	}

}
