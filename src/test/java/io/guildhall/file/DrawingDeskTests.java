package io.guildhall.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.BusyException;

/** Few pictures are drawn at once. */
class DrawingDeskTests {

	@Test
	void whoFindsNoSeatIsSentAway() {
		DrawingDesk desk = new DrawingDesk(2, Duration.ZERO);
		int drawn = desk.sit(() -> desk.sit(() -> {
			assertThatExceptionOfType(BusyException.class).isThrownBy(() -> desk.sit(() -> 3));
			return 2;
		}));
		assertThat(drawn).isEqualTo(2);
		assertThat(desk.sit(() -> 1)).as("the seats are free again").isEqualTo(1);
	}

	@Test
	void aSeatIsFreeAgainWhateverBecameOfThePicture() {
		DrawingDesk desk = new DrawingDesk(1, Duration.ZERO);
		assertThatIllegalStateException().isThrownBy(() -> desk.sit(() -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(desk.sit(() -> 1)).isEqualTo(1);
	}

	@Test
	void whoIsInterruptedWhileTheyWaitStaysSo() {
		DrawingDesk desk = new DrawingDesk(1, Duration.ofSeconds(1));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(BusyException.class).isThrownBy(() -> desk.sit(() -> 1));
		assertThat(Thread.interrupted()).isTrue();
	}

}
