package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import jakarta.servlet.http.HttpServletRequest;

class PlainPostsTests {

	@Test
	void aSmallBodyOfJsonIsPlain() {
		assertThat(isPlain(request -> {
		})).isTrue();
		assertThat(isPlain(request -> request.addHeader("Idempotency-Key", "k1"))).isTrue();
		assertThat(isPlain(request -> request.addHeader("Accept", "*/*"))).isTrue();
		assertThat(isPlain(request -> request.setContentType("application/json; charset=UTF-8"))).isTrue();
	}

	@Test
	void whatMeansMoreIsNot() {
		Map<String, Consumer<MockHttpServletRequest>> more = Map.of("a query", request -> request.setQueryString(""),
				"another method", request -> request.setMethod("PUT"), "no length",
				request -> request.setContent(new byte[0]), "a long body",
				request -> request.setContent(new byte[PlainPosts.LONGEST + 1]), "pieces",
				request -> request.addHeader("Transfer-Encoding", "chunked"), "another type",
				request -> request.setContentType("text/plain"), "another charset",
				request -> request.setContentType("application/json;charset=gbk"), "another answer",
				request -> request.addHeader("Accept", "text/html"));
		more.forEach((what, change) -> assertThat(isPlain(change)).as(what).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization", "Idempotency-Key", "Accept" })
	void aHeaderThatComesTwiceOrIsNotAsciiIsNot(String name) {
		assertThat(isPlain(request -> {
			request.addHeader(name, "application/json");
			request.addHeader(name, "application/json");
		})).isFalse();
		assertThat(isPlain(request -> {
			request.removeHeader(name);
			request.addHeader(name, "\u00e9");
		})).isFalse();
	}

	@Test
	void aBodyThatWasReadIsReadAgain() throws IOException {
		MockHttpServletRequest request = request();
		byte[] body = PlainPosts.body(request);
		HttpServletRequest unread = PlainPosts.unread(request, body);
		assertThat(unread.getInputStream().readAllBytes()).isEqualTo(body);
		assertThat(unread.getInputStream().isFinished()).isTrue();
		assertThat(PlainPosts.unread(request, body).getReader().readLine()).isEqualTo("{\"名\":1}");
	}

	private static boolean isPlain(Consumer<MockHttpServletRequest> change) {
		MockHttpServletRequest request = request();
		change.accept(request);
		return PlainPosts.isPlain(request);
	}

	private static MockHttpServletRequest request() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/any");
		request.setContentType("application/json");
		request.setContent("{\"名\":1}".getBytes(StandardCharsets.UTF_8));
		return request;
	}

}
