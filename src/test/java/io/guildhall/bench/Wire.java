package io.guildhall.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A client that costs next to nothing, for what is measured on the cores on which the
 * client runs as well: one connection that is kept, and HTTP as it goes over the wire.
 */
final class Wire implements AutoCloseable {

	private static final int TIMEOUT = 60_000;

	private final URI uri;

	private final String authorization;

	private @Nullable Socket socket;

	private @Nullable InputStream in;

	Wire(String url, String key) {
		this.uri = URI.create(url);
		this.authorization = "Bearer " + key;
	}

	private Socket connected() throws IOException {
		Socket there = this.socket;
		if (there == null) {
			there = new Socket(this.uri.getHost(), this.uri.getPort());
			there.setTcpNoDelay(true);
			there.setSoTimeout(TIMEOUT);
			this.socket = there;
			this.in = new BufferedInputStream(there.getInputStream(), 16_384);
		}
		return there;
	}

	/** Sends a body of JSON, and reads the answer to its end. */
	int post(String path, String body, String idempotencyKey) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		String head = "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nAccept: application/json\r\n"
			.formatted(path, this.uri.getAuthority(), this.authorization)
				+ "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n"
					.formatted(idempotencyKey, bytes.length);
		byte[] request = (head + body).getBytes(StandardCharsets.UTF_8);
		connected().getOutputStream().write(request);
		return answer(Objects.requireNonNull(this.in));
	}

	private int answer(InputStream from) throws IOException {
		int status = Integer.parseInt(line(from).split(" ", 3)[1]);
		long length = 0;
		boolean chunked = false;
		boolean last = false;
		for (String header = line(from); !header.isEmpty(); header = line(from)) {
			String lower = header.toLowerCase(Locale.ROOT);
			if (lower.startsWith("content-length:")) {
				length = Long.parseLong(lower.substring(15).strip());
			}
			chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
			last |= lower.startsWith("connection:") && lower.contains("close");
		}
		if (chunked) {
			for (int size = Integer.parseInt(line(from), 16); size > 0; size = Integer.parseInt(line(from), 16)) {
				from.skipNBytes(size);
				line(from);
			}
			line(from);
		}
		else {
			from.skipNBytes(length);
		}
		if (last) {
			// The server keeps no connection for ever: the next request opens another.
			close();
		}
		return status;
	}

	private static String line(InputStream from) throws IOException {
		StringBuilder line = new StringBuilder(64);
		for (int c = from.read(); c != '\n'; c = from.read()) {
			if (c < 0) {
				throw new EOFException("The answer breaks off");
			}
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
