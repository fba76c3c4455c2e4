package io.guildhall.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;

import io.guildhall.shared.BusyException;

class RestProblemsTests {

	private final StaticMessageSource texts = new StaticMessageSource();

	private final RestProblems problems = new RestProblems(texts);

	@BeforeEach
	void words() {
		texts.addMessage("shared.busy", Locale.ENGLISH, "Try again in a moment");
	}

	@Test
	void whoFindsTooManyWaitingIsToldWhenToComeAgain() {
		assertBusy(problems.on(new BusyException("Too many claims wait for a batch"), Locale.ENGLISH));
	}

	@Test
	void whoGetsNoConnectionIsToldTheSame() {
		assertBusy(problems.on(new CannotCreateTransactionException("none in time"), Locale.ENGLISH));
	}

	private static void assertBusy(ResponseEntity<ProblemDetail> answer) {
		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
		assertThat(answer.getBody()).isNotNull()
			.satisfies(problem -> assertThat(problem.getProperties()).containsEntry("code", "shared.busy"))
			.satisfies(problem -> assertThat(problem.getDetail()).isEqualTo("Try again in a moment"));
	}

}
