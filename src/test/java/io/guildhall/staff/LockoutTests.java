package io.guildhall.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class LockoutTests {

	@Test
	void forgivesTheFirstFailures() {
		assertThat(Lockout.ACCOUNT.after(1)).isZero();
		assertThat(Lockout.ACCOUNT.after(4)).isZero();
	}

	@Test
	void waitsTwiceAsLongEachTimeUpToAnEnd() {
		assertThat(Lockout.ACCOUNT.after(5)).isEqualTo(Duration.ofMinutes(1));
		assertThat(Lockout.ACCOUNT.after(6)).isEqualTo(Duration.ofMinutes(2));
		assertThat(Lockout.ACCOUNT.after(8)).isEqualTo(Duration.ofMinutes(8));
		assertThat(Lockout.ACCOUNT.after(1_000_000)).isEqualTo(Duration.ofMinutes(30));
	}

	@Test
	void isMorePatientWithANetworkThanWithAnAccount() {
		assertThat(Lockout.ADDRESS.after(20)).isZero();
		assertThat(Lockout.ADDRESS.after(30)).isPositive();
	}

}
