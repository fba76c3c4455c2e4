package io.guildhall.staff.web;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

class StrangersFilesTests {

	private static final String FORM = "multipart/form-data; boundary=x";

	@AfterEach
	void nobody() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void nothingLargeIsReadOfWhomNobodyKnows() throws Exception {
		assertThat(goesOn(FORM, StrangersFiles.LARGEST + 1, null)).isFalse();
		assertThat(goesOn(FORM, -1, "chunked")).isFalse();
	}

	@Test
	void formsAndOtherBodiesOfAnybodyGoOn() throws Exception {
		assertThat(goesOn(FORM, StrangersFiles.LARGEST, null)).isTrue();
		assertThat(goesOn("application/json", StrangersFiles.LARGEST + 1, null)).isTrue();
		assertThat(goesOn(null, -1, null)).isTrue();
	}

	@Test
	void whoHasALoginSendsWhatIsLarge() throws Exception {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", "-", "STAFF"));
		assertThat(goesOn(FORM, StrangersFiles.LARGEST + 1, null)).isTrue();
	}

	private static boolean goesOn(@Nullable String type, long length, @Nullable String encoding) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login") {

			@Override
			public long getContentLengthLong() {
				return length;
			}

		};
		request.setContentType(type);
		if (encoding != null) {
			request.addHeader(HttpHeaders.TRANSFER_ENCODING, encoding);
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		MockFilterChain chain = new MockFilterChain();
		new StrangersFiles().doFilter(request, response, chain);
		boolean on = chain.getRequest() != null;
		assertThat(response.getStatus()).isEqualTo(on ? 200 : 413);
		return on;
	}

}
