package io.guildhall.challenge.web;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

import io.guildhall.challenge.ProofPictures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;

/**
 * Keeps what is too large from the personal links, where anybody may send: files of staff
 * may have gigabytes, and the whole body of a form is written to the disk as soon as
 * somebody asks for one of its fields. Such a body is read to its end and kept nowhere,
 * so that a browser hears the answer, which it would not while it still sends; then the
 * request goes on without it, and its page says why.
 */
class LargeBodies extends OncePerRequestFilter {

	/**
	 * A picture that is a little too large, with the fields around it, still comes in.
	 */
	static final long LARGEST = (ProofPictures.MEGABYTES + 1L) << 20;

	/** Of what is larger nothing is read: the connection ends. */
	static final long READ = LARGEST * 6;

	private static final String HELD = LargeBodies.class.getName();

	private static final int CHUNK = 1 << 16;

	/** Before whoever could read a body. */
	@Configuration(proxyBeanMethods = false)
	static class Place {

		@Bean
		static FilterRegistrationBean<LargeBodies> largeBodiesOfPersonalLinks() {
			FilterRegistrationBean<LargeBodies> place = new FilterRegistrationBean<>(new LargeBodies());
			place.addUrlPatterns("/p/c/*");
			place.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
			return place;
		}

	}

	/** Whether the body of the request was kept from it. */
	static boolean isHeld(HttpServletRequest request) {
		return request.getAttribute(HELD) != null;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long length = request.getContentLengthLong();
		boolean untold = length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
		if (length <= LARGEST && !untold) {
			chain.doFilter(request, response);
			return;
		}
		if (length <= READ) {
			forget(request.getInputStream());
		}
		request.setAttribute(HELD, true);
		chain.doFilter(new WithoutBody(request), response);
	}

	private static void forget(InputStream body) throws IOException {
		byte[] chunk = new byte[CHUNK];
		long read = 0;
		int count = body.read(chunk);
		while (count > 0 && read <= READ) {
			read += count;
			count = body.read(chunk);
		}
	}

	/** The same request, as if nothing had come with it. */
	private static final class WithoutBody extends HttpServletRequestWrapper {

		WithoutBody(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getContentType() {
			return null;
		}

		@Override
		public int getContentLength() {
			return 0;
		}

		@Override
		public long getContentLengthLong() {
			return 0;
		}

		@Override
		public ServletInputStream getInputStream() {
			return new Nothing();
		}

		@Override
		public BufferedReader getReader() {
			return new BufferedReader(new InputStreamReader(new Nothing(), StandardCharsets.UTF_8));
		}

		@Override
		public @Nullable String getParameter(String name) {
			return null;
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			return Map.of();
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.emptyEnumeration();
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			return null;
		}

		@Override
		public Collection<Part> getParts() {
			return List.of();
		}

		@Override
		public @Nullable Part getPart(String name) {
			return null;
		}

	}

	private static final class Nothing extends ServletInputStream {

		private final ByteArrayInputStream none = new ByteArrayInputStream(new byte[0]);

		@Override
		public int read() {
			return none.read();
		}

		@Override
		public int read(byte[] into, int offset, int length) {
			return none.read(into, offset, length);
		}

		@Override
		public boolean isFinished() {
			return true;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new UnsupportedOperationException("There is no body");
		}

	}

}
