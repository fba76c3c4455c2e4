package io.guildhall.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client that costs next to nothing, for what is measured on the cores on which the
 * client runs as well: one connection that is kept, and HTTP as it goes over the wire.
 */
final class Wire implements AutoCloseable {

	private static final int TIMEOUT = 60_000;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	private final String host;

	private final String authorization;

	Wire(String url, String key) throws IOException {
		URI uri = URI.create(url);
		this.socket = new Socket(uri.getHost(), uri.getPort());
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(TIMEOUT);
		this.in = new BufferedInputStream(this.socket.getInputStream(), 16_384);
		this.out = this.socket.getOutputStream();
		this.host = uri.getAuthority();
		this.authorization = "Bearer " + key;
	}

	/** Sends a body of JSON, and reads the answer to its end. */
	int post(String path, String body, String idempotencyKey) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		String head = "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nAccept: application/json\r\n"
			.formatted(path, this.host, this.authorization)
				+ "Content-Type: application/json\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n"
					.formatted(idempotencyKey, bytes.length);
		byte[] request = (head + body).getBytes(StandardCharsets.UTF_8);
		this.out.write(request);
		this.out.flush();
		return answer();
	}

	private int answer() throws IOException {
		int status = Integer.parseInt(line().split(" ", 3)[1]);
		long length = 0;
		boolean chunked = false;
		for (String header = line(); !header.isEmpty(); header = line()) {
			String lower = header.toLowerCase(Locale.ROOT);
			if (lower.startsWith("content-length:")) {
				length = Long.parseLong(lower.substring(15).strip());
			}
			chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
		}
		if (!chunked) {
			this.in.skipNBytes(length);
			return status;
		}
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			this.in.skipNBytes(size);
			line();
		}
		line();
		return status;
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder(64);
		for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
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
		this.socket.close();
	}

}
