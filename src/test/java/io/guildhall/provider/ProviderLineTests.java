package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;

class ProviderLineTests {

	private static final UUID ACME = UUID.randomUUID();

	private static final UUID OTHER = UUID.randomUUID();

	private final Tenancy tenancy = new Tenancy();

	private final ScopedClock clock = new ScopedClock();

	private final CountDownLatch never = new CountDownLatch(1);

	private final ProviderLine line = new ProviderLine(new OnBehalf(tenancy), tenancy, clock,
			new ProviderSettings(Duration.ofMillis(50), "", "", "", true));

	@AfterEach
	void end() {
		never.countDown();
		line.stop();
	}

	@Test
	void aProviderThatHangsIsWaitedForSoLongAndNoLonger() {
		long before = System.nanoTime();
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(ACME, this::hang));
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void hangingCallsDoNotPileUpAndAreOneOrganizationsOwnTrouble() {
		for (int i = 0; i < 4; i++) {
			assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(ACME, this::hang));
		}
		for (int i = 0; i < 50; i++) {
			assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> call(ACME, this::hang))
				.withMessage(ProviderLine.BUSY);
		}
		assertThat(line.underWay()).isEqualTo(4);
		assertThat(call(OTHER, () -> "answer")).isEqualTo("answer");
		never.countDown();
		untilNothingIsUnderWay();
		assertThat(call(ACME, () -> "answer")).isEqualTo("answer");
	}

	/** ★ Four accounts that hang once took all threads of everybody. */
	@Test
	void whoIsQuickIsAnsweredBesideManyWhoHang() {
		for (int i = 0; i < 4; i++) {
			UUID slow = UUID.randomUUID();
			for (int j = 0; j < ProviderLine.MOST_OF_ACCOUNT; j++) {
				assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(slow, this::hang));
			}
		}
		assertThat(line.underWay()).isEqualTo(ProviderLine.CROWDED);
		for (int i = 0; i < 10; i++) {
			assertThat(call(OTHER, () -> "answer")).isEqualTo("answer");
		}
		UUID fifth = UUID.randomUUID();
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(fifth, this::hang));
		assertThatExceptionOfType(ProviderRefusal.class).as("where it is crowded, one at a time")
			.isThrownBy(() -> call(fifth, this::hang))
			.withMessage(ProviderLine.BUSY);
		assertThat(line.underWay()).isEqualTo(ProviderLine.CROWDED + 1);
		assertThat(call(OTHER, () -> "answer")).isEqualTo("answer");
	}

	/** ★ A provider that is down for all takes its own share and nothing else. */
	@Test
	void aProviderThatHangsForAllLeavesTheOthersTheirs() {
		for (int i = 0; i < ProviderLine.MOST_OF_PROVIDER; i++) {
			UUID one = UUID.randomUUID();
			assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(one, this::hang));
		}
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> call(OTHER, () -> "answer"))
			.withMessage(ProviderLine.BUSY);
		assertThat(line.underWay()).isEqualTo(ProviderLine.MOST_OF_PROVIDER);
		for (ProviderName other : List.of(ProviderName.ALIPAY, ProviderName.WECHAT_PAY, ProviderName.SANDBOX)) {
			assertThat(call(OTHER, other, () -> "answer")).isEqualTo("answer");
		}
		assertThat(call(ACME, ProviderName.ALIPAY, () -> "answer")).isEqualTo("answer");
	}

	@Test
	void worksForTheSameOrganizationAtTheSameInstant() {
		Instant then = Instant.parse("2026-03-01T10:00:00Z");
		assertThat(call(ACME, tenancy::current)).isEqualTo(ACME);
		assertThat(clock.<Instant, RuntimeException>callAt(then, () -> call(ACME, clock::instant))).isEqualTo(then);
	}

	@Test
	void tellsARefusalFromWhatNobodyKnows() {
		assertThatExceptionOfType(ProviderRefusal.class).isThrownBy(() -> call(ACME, () -> {
			throw new ProviderRefusal("no");
		})).withMessage("no");
		assertThatExceptionOfType(ProviderSilent.class).isThrownBy(() -> call(ACME, () -> {
			throw new IllegalStateException("broken");
		}));
		untilNothingIsUnderWay();
		assertThat(line.underWay()).isZero();
	}

	/** What hung was given up, and ends a moment after it may. */
	private void untilNothingIsUnderWay() {
		long before = System.nanoTime();
		while (line.underWay() > 0 && System.nanoTime() - before < 5_000_000_000L) {
			Thread.onSpinWait();
		}
	}

	private <T> T call(UUID organization, Supplier<T> work) {
		return call(organization, ProviderName.STRIPE, work);
	}

	private <T> T call(UUID organization, ProviderName provider, Supplier<T> work) {
		return tenancy.<T, RuntimeException>callAs(organization, () -> line.call(provider, work));
	}

	/** As the worst of them: it does not even listen to an interruption. */
	private String hang() {
		while (true) {
			try {
				never.await();
				return "much too late";
			}
			catch (InterruptedException ex) {
				// It goes on to wait.
			}
		}
	}

}
