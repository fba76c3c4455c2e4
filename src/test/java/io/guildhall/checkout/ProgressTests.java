package io.guildhall.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.order.OrderId;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.Standing.Receipt;
import io.guildhall.provider.Standing;
import io.guildhall.shared.Money;

class ProgressTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final Instant EXPIRES = NOW.plus(Duration.ofHours(2));

	private static final Money MONEY = new Money(3000, "CNY");

	private static final Standing PAID = Standing.paid("x",
			List.of(new Receipt("t-1", MONEY, new Money(0, "CNY"), NOW)));

	private final Progress created = Progress.created(NOW);

	private final Progress pending = created.started("x", "https://pay.example.org/x", NOW, EXPIRES);

	@Test
	void goesTheStraightWay() {
		assertThat(created.state()).isEqualTo(AttemptState.CREATED);
		assertThat(created.nextAskAt()).as("nobody else asks while the request is under way")
			.isEqualTo(NOW.plus(Progress.UNDER_WAY));
		assertThat(pending.state()).isEqualTo(AttemptState.PENDING);
		assertThat(pending.link()).isEqualTo("https://pay.example.org/x");
		Progress paid = pending.heard(PAID, false, NOW, EXPIRES);
		assertThat(paid.state()).isEqualTo(AttemptState.SUCCEEDED);
		assertThat(paid.failure()).isNull();
	}

	@Test
	void moneyCountsWhateverWasHeardBefore() {
		for (Progress before : List.of(created, pending, pending.unanswered("silent", NOW),
				pending.heard(Standing.failed("x", "declined"), false, NOW, EXPIRES),
				pending.heard(Standing.closed("x"), true, NOW, EXPIRES), created.refused("no", NOW),
				pending.unwanted(NOW))) {
			assertThat(before.heard(PAID, false, NOW, EXPIRES).state()).as(before.toString())
				.isEqualTo(AttemptState.SUCCEEDED);
		}
	}

	@Test
	void anEndIsNotTakenBackByOlderNews() {
		Progress paid = pending.heard(PAID, false, NOW, EXPIRES);
		Progress failed = pending.heard(Standing.failed("x", "declined"), false, NOW, EXPIRES);
		Progress closed = pending.heard(Standing.closed("x"), false, NOW, EXPIRES);
		for (Standing late : List.of(Standing.pending("x", null), Standing.failed("x", "late"), Standing.closed("x"))) {
			assertThat(paid.heard(late, false, NOW, EXPIRES).state()).isEqualTo(AttemptState.SUCCEEDED);
			assertThat(failed.heard(late, false, NOW, EXPIRES).state()).isEqualTo(AttemptState.FAILED);
			assertThat(failed.heard(late, false, NOW, EXPIRES).failure()).isEqualTo("declined");
			assertThat(closed.heard(late, false, NOW, EXPIRES).state()).isEqualTo(AttemptState.CLOSED);
		}
		assertThat(paid.unanswered("silent", NOW).state()).isEqualTo(AttemptState.SUCCEEDED);
		assertThat(paid.unwanted(NOW)).isEqualTo(paid);
		assertThat(paid.refused("no", NOW)).isEqualTo(paid);
	}

	@Test
	void newsMayComeBeforeTheAnswerToTheRequest() {
		Progress heard = created.heard(PAID, false, NOW, EXPIRES);
		Progress answered = heard.started("x", "https://pay.example.org/x", NOW, EXPIRES);
		assertThat(answered.state()).isEqualTo(AttemptState.SUCCEEDED);
		assertThat(answered.nextAskAt()).isEqualTo(heard.nextAskAt());
		assertThat(created.heard(Standing.failed("x", "declined"), false, NOW, EXPIRES)
			.started("x", "l", NOW, EXPIRES)
			.state()).isEqualTo(AttemptState.FAILED);
	}

	@Test
	void oneOfTwoRequestsDoesNotEndWhatTheOtherOpened() {
		Progress unknown = created.unanswered("silent", NOW);
		assertThat(pending.refused("no", NOW)).isEqualTo(pending);
		assertThat(unknown.refused("no", NOW)).isEqualTo(unknown);
		Progress later = created.later(NOW);
		assertThat(later.state()).isEqualTo(AttemptState.CREATED);
		assertThat(later.nextAskAt()).isAfter(NOW);
		for (Progress over : List.of(created.refused("no", NOW),
				created.heard(Standing.closed(null), true, NOW, EXPIRES))) {
			Progress opened = over.started("x", "l", NOW, EXPIRES);
			assertThat(opened.state()).isEqualTo(over.state());
			assertThat(opened.nextAskAt()).isEqualTo(NOW);
			assertThat(opened.isToClose(NOW, EXPIRES)).isTrue();
			assertThat(opened.heard(Standing.pending("x", null), true, NOW, EXPIRES).nextAskAt()).isAfter(NOW);
			assertThat(opened.heard(Standing.closed("x"), true, NOW, EXPIRES).nextAskAt()).isNull();
			assertThat(opened.heard(PAID, true, NOW, EXPIRES).isToClose(NOW, EXPIRES)).isFalse();
		}
	}

	@Test
	void silenceIsNotKnownAndIsAskedForMoreAndMoreRarely() {
		Progress silent = created;
		Duration before = Duration.ZERO;
		for (int i = 0; i < 30; i++) {
			silent = silent.unanswered("silent", NOW);
			assertThat(silent.state()).isEqualTo(AttemptState.UNKNOWN);
			Duration pause = Duration.between(NOW, silent.nextAskAt());
			assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofHours(4));
			before = pause;
		}
		assertThat(before).isEqualTo(Duration.ofHours(4));
		assertThat(silent.heard(Standing.pending("x", "l"), true, NOW, EXPIRES).state())
			.isEqualTo(AttemptState.PENDING);
		assertThat(silent.heard(Standing.pending("x", "l"), true, NOW, EXPIRES).failure()).isNull();
	}

	@Test
	void isAskedWhenItsTimeIsOverAndThenToBeClosed() {
		Progress waits = pending;
		for (int i = 0; i < 9; i++) {
			waits = waits.heard(Standing.pending("x", null), true, NOW, EXPIRES);
		}
		assertThat(waits.nextAskAt()).isEqualTo(EXPIRES);
		assertThat(waits.isToClose(EXPIRES.minusSeconds(1), EXPIRES)).isFalse();
		assertThat(waits.isToClose(EXPIRES, EXPIRES)).isTrue();
		assertThat(waits.unwanted(NOW).isToClose(NOW, EXPIRES)).isTrue();
		assertThat(waits.unwanted(NOW).nextAskAt()).isEqualTo(NOW);
		Progress still = waits.heard(Standing.pending("x", null), true, EXPIRES, EXPIRES);
		assertThat(still.nextAskAt()).isAfter(EXPIRES);
	}

	@Test
	void whatEndedIsLookedAtOnceMoreForMoneyThatCameAfterThat() {
		for (Standing end : List.of(PAID, Standing.failed("x", "declined"), Standing.closed("x"))) {
			Progress ended = pending.heard(end, false, NOW, EXPIRES);
			assertThat(ended.nextAskAt()).isEqualTo(NOW.plus(Progress.LAST_LOOK));
			assertThat(ended.heard(end, false, NOW, EXPIRES).nextAskAt()).as("told again, not looked")
				.isEqualTo(NOW.plus(Progress.LAST_LOOK));
			assertThat(ended.heard(end, true, NOW, EXPIRES).nextAskAt()).isNull();
			assertThat(ended.isToClose(EXPIRES, EXPIRES)).isFalse();
		}
	}

	@Test
	void newsByItselfDoesNotPutOffTheNextAsk() {
		assertThat(pending.heard(Standing.pending("x", null), false, NOW.plusSeconds(10), EXPIRES).nextAskAt())
			.isEqualTo(pending.nextAskAt());
	}

	@Test
	void moneyOnItsWayBackIsSettledOnceAndNeverOnAGuess() {
		MoneyReturn due = new MoneyReturn(UUID.randomUUID(), UUID.randomUUID(), new OrderId(UUID.randomUUID()), "t-1",
				ReturnReason.TWICE, MONEY, ReturnState.DUE, null, null, 0, 0, NOW, null, 0);
		MoneyReturn unknown = due.unanswered("silent", NOW);
		assertThat(unknown.state()).isEqualTo(ReturnState.UNKNOWN);
		assertThat(unknown.nextAskAt()).isAfter(NOW);
		for (MoneyReturn open : List.of(due, unknown, due.later("busy", NOW),
				due.heard(new ReturnStanding(ReturnStanding.State.PENDING, "r", null), NOW))) {
			assertThatExceptionOfType(CheckoutRefused.class).isThrownBy(() -> open.byHand(NOW));
			assertThatExceptionOfType(CheckoutRefused.class).isThrownBy(() -> open.again(NOW));
		}
		assertThat(due.refused("keys", NOW).state()).as("never sent").isEqualTo(ReturnState.FAILED);
		assertThat(unknown.refused("keys", NOW).state()).as("perhaps it went").isEqualTo(ReturnState.UNKNOWN);
		MoneyReturn failed = unknown.heard(new ReturnStanding(ReturnStanding.State.FAILED, null, "insufficient"), NOW);
		assertThat(failed.nextAskAt()).as("somebody has to see to it").isNull();
		assertThat(failed.byHand(NOW).settledAt()).isEqualTo(NOW);
		assertThat(failed.again(NOW).state()).isEqualTo(ReturnState.DUE);
		assertThat(failed.again(NOW).refund().tries()).as("under another name").isOne();
		assertThat(unknown.refund()).as("under the same one").isEqualTo(due.refund());
		MoneyReturn done = unknown.heard(new ReturnStanding(ReturnStanding.State.DONE, "r", null), NOW);
		assertThat(done.heard(new ReturnStanding(ReturnStanding.State.FAILED, null, "late"), NOW)).isEqualTo(done);
		assertThat(done.unanswered("silent", NOW)).isEqualTo(done);
		assertThat(done.cameBack(new ReturnStanding(ReturnStanding.State.FAILED, "another", "late"))).isEqualTo(done);
		MoneyReturn back = done.cameBack(new ReturnStanding(ReturnStanding.State.FAILED, "r", "card_closed"));
		assertThat(back.state()).isEqualTo(ReturnState.FAILED);
		assertThat(back.settledAt()).isNull();
		assertThat(back.tries()).isOne();
		assertThat(failed.byHand(NOW).cameBack(new ReturnStanding(ReturnStanding.State.FAILED, "r", "late")).state())
			.isEqualTo(ReturnState.BY_HAND);
	}

}
