package io.guildhall.staff.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Which posts are so plain that no filter and no part of Spring MVC would make anything
 * else of them: of a path without a query, with a small body of JSON whose length is
 * told, asking for JSON, and with headers of plain ASCII, each of those that are read
 * once. What else a request may carry and mean is not known here.
 */
final class PlainPosts {

	/** Bytes of a body; one that is longer is no claim. */
	static final int LONGEST = 1_000;

	private static final Set<String> JSON = Set.of("application/json", "application/json;charset=utf-8");

	private static final Set<String> ANSWERS_JSON = Set.of("*/*", "application/json",
			"application/json, text/plain, */*");

	private static final List<String> ONCE = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE,
			HttpHeaders.ACCEPT, "Idempotency-Key");

	private PlainPosts() {
	}

	static boolean isPlain(HttpServletRequest request) {
		long length = request.getContentLengthLong();
		return request.getMethod().equals("POST") && request.getQueryString() == null && length > 0 && length <= LONGEST
				&& request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && areHeadersPlain(request)
				&& JSON.contains(compact(request.getContentType())) && asksForJson(request);
	}

	private static boolean areHeadersPlain(HttpServletRequest request) {
		for (String name : ONCE) {
			if (!isPlain(request.getHeaders(name))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPlain(Enumeration<String> values) {
		return !values.hasMoreElements() || (HeaderTexts.isPlain(values.nextElement()) && !values.hasMoreElements());
	}

	private static boolean asksForJson(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept == null || ANSWERS_JSON.contains(accept);
	}

	private static String compact(@Nullable String type) {
		return (type != null) ? type.replace(" ", "").toLowerCase(Locale.ROOT) : "";
	}

	/** The body of a plain post; shorter where it breaks off. */
	static byte[] body(HttpServletRequest request) throws IOException {
		return request.getInputStream().readNBytes(request.getContentLength());
	}

	/** The request with its body, for who reads it once more. */
	static HttpServletRequest unread(HttpServletRequest request, byte[] body) {
		return new Unread(request, body);
	}

	private static final class Unread extends HttpServletRequestWrapper {

		private final ServletInputStream body;

		Unread(HttpServletRequest request, byte[] body) {
			super(request);
			this.body = new Body(body);
		}

		@Override
		public ServletInputStream getInputStream() {
			return body;
		}

		@Override
		public BufferedReader getReader() {
			String encoding = getCharacterEncoding();
			return new BufferedReader(new InputStreamReader(body,
					(encoding != null) ? Charset.forName(encoding) : StandardCharsets.UTF_8));
		}

	}

	private static final class Body extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		Body(byte[] bytes) {
			this.bytes = new ByteArrayInputStream(bytes);
		}

		@Override
		public int read() {
			return bytes.read();
		}

		@Override
		public int read(byte[] into, int offset, int length) {
			return bytes.read(into, offset, length);
		}

		@Override
		public boolean isFinished() {
			return bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("The body is there");
		}

	}

}
