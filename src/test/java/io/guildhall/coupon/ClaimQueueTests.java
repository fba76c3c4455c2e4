package io.guildhall.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.BusyException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;

class ClaimQueueTests {

	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private final Tenancy tenancy = new Tenancy();

	private final UUID organization = Ids.next();

	private final BatchId batch = BatchId.next();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void end() {
		threads.shutdownNow();
	}

	@Test
	void whatComesWhileOneIsSettledIsSettledTogether() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch gathered = new CountDownLatch(1);
		ClaimQueue queue = queue((id, claims) -> {
			sizes.add(claims.size());
			first.countDown();
			wait(gathered);
			return claims.stream().map(claim -> soldOut()).toList();
		});
		List<Future<ClaimAnswer>> answers = new ArrayList<>();
		answers.add(ask(queue, claim()));
		wait(first);
		List<WaitingClaim> later = new ArrayList<>();
		int few = ClaimQueue.WORTH_IT - 1;
		CountDownLatch waiting = new CountDownLatch(few);
		for (int i = 0; i < few; i++) {
			later.add(claim(waiting));
			answers.add(ask(queue, later.get(i)));
		}
		wait(waiting);
		gathered.countDown();
		for (Future<ClaimAnswer> answer : answers) {
			assertThat(answer.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		}
		assertThat(sizes).containsExactly(1, few);
	}

	@Test
	void whoMakesTheLineLongSettlesItBesideTheFirstAndNobodyElseDoes() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch both = new CountDownLatch(2);
		CountDownLatch end = new CountDownLatch(1);
		ClaimQueue queue = queue((id, claims) -> {
			sizes.add(claims.size());
			begun.countDown();
			both.countDown();
			wait(end);
			return claims.stream().map(claim -> soldOut()).toList();
		});
		List<Future<ClaimAnswer>> answers = new ArrayList<>();
		answers.add(ask(queue, claim()));
		wait(begun);
		for (int i = 0; i < ClaimQueue.WORTH_IT; i++) {
			answers.add(ask(queue, claim()));
		}
		wait(both);
		CountDownLatch waiting = new CountDownLatch(ClaimQueue.WORTH_IT);
		for (int i = 0; i < ClaimQueue.WORTH_IT; i++) {
			answers.add(ask(queue, claim(waiting)));
		}
		wait(waiting);
		assertThat(sizes).as("two at work are enough").containsExactly(1, ClaimQueue.WORTH_IT);
		end.countDown();
		for (Future<ClaimAnswer> answer : answers) {
			assertThat(answer.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		}
		assertThat(sizes).containsExactly(1, ClaimQueue.WORTH_IT, ClaimQueue.WORTH_IT);
	}

	@Test
	void eachIsAnsweredOnceHoweverManyComeAndGo() throws Exception {
		AtomicInteger settled = new AtomicInteger();
		AtomicInteger atWork = new AtomicInteger();
		ClaimQueue queue = queue((id, claims) -> {
			assertThat(atWork.incrementAndGet()).as("settlements at a time")
				.isLessThanOrEqualTo(ClaimQueue.MOST_LEADERS);
			Thread.yield();
			if (settled.get() % 7 == 3) {
				atWork.decrementAndGet();
				settled.incrementAndGet();
				throw new ClaimQueue.Overtaken();
			}
			settled.addAndGet(claims.size());
			atWork.decrementAndGet();
			return claims.stream().map(claim -> soldOut()).toList();
		});
		List<Future<ClaimAnswer>> answers = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			answers.add(ask(queue, claim()));
		}
		for (Future<ClaimAnswer> answer : answers) {
			assertThat(answer.get(20, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		}
	}

	@Test
	void whoFailsFailsForThoseWhoWereSettledWithItAndTheNextGoesOn() throws Exception {
		AtomicInteger turns = new AtomicInteger();
		ClaimQueue queue = queue((id, claims) -> {
			if (turns.getAndIncrement() == 0) {
				throw new IllegalStateException("no connection");
			}
			return claims.stream().map(claim -> soldOut()).toList();
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> here(queue, claim()));
		assertThat(here(queue, claim()).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
	}

	@Test
	void whomOthersAlwaysGetInTheWayOfIsToldSo() {
		ClaimQueue queue = queue((id, claims) -> claims.stream().map(claim -> ClaimAnswer.AGAIN).toList());
		assertThatExceptionOfType(BusyException.class).isThrownBy(() -> here(queue, claim()));
	}

	@Test
	void nobodyWaitsForEverAndNoTurnIsLost() throws Exception {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		ClaimQueue queue = queue((id, claims) -> {
			begun.countDown();
			wait(stuck);
			return claims.stream().map(claim -> soldOut()).toList();
		});
		Future<ClaimAnswer> first = ask(queue, claim());
		wait(begun);
		assertThatExceptionOfType(BusyException.class)
			.isThrownBy(() -> tenancy.callAs(organization, () -> queue.answer(claim(), Duration.ofMillis(50))));
		Future<ClaimAnswer> third = ask(queue, claim());
		stuck.countDown();
		assertThat(first.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		assertThat(third.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
	}

	@Test
	void whoGaveUpWhileBeingSettledIsNotSettledAnewAndBlocksNobody() throws Exception {
		CountDownLatch first = new CountDownLatch(1);
		CountDownLatch second = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch waits = new CountDownLatch(1);
		ClaimQueue queue = queue((id, claims) -> {
			sizes.add(claims.size());
			begun.countDown();
			if (sizes.size() == 1) {
				wait(first);
			}
			if (sizes.size() == 2) {
				wait(second);
				throw new ClaimQueue.Overtaken();
			}
			return claims.stream().map(claim -> soldOut()).toList();
		});
		Future<ClaimAnswer> leader = ask(queue, claim());
		wait(begun);
		Future<ClaimAnswer> next = ask(queue, claim(waits));
		wait(waits);
		CountDownLatch waitsToo = new CountDownLatch(1);
		Future<String> impatient = threads.submit(() -> {
			try {
				tenancy.callAs(organization, () -> queue.answer(claim(waitsToo), Duration.ofMillis(400)));
				return "answered";
			}
			catch (BusyException gone) {
				return "gone";
			}
		});
		wait(waitsToo);
		first.countDown();
		assertThat(impatient.get(10, TimeUnit.SECONDS)).isEqualTo("gone");
		second.countDown();
		assertThat(leader.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		assertThat(next.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
		assertThat(here(queue, claim()).kind()).isEqualTo(ClaimAnswer.Kind.SOLD_OUT);
	}

	@Test
	void noMoreWaitThanThereIsRoomFor() throws Exception {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		ClaimQueue queue = queue((id, claims) -> {
			begun.countDown();
			wait(stuck);
			return claims.stream().map(claim -> soldOut()).toList();
		});
		ask(queue, claim());
		wait(begun);
		AtomicInteger turnedAway = new AtomicInteger();
		List<Future<?>> all = new ArrayList<>();
		for (int i = 0; i < ClaimQueue.LONGEST + ClaimQueue.AT_ONCE + 5; i++) {
			all.add(threads.submit(() -> {
				try {
					here(queue, claim());
				}
				catch (BusyException full) {
					turnedAway.incrementAndGet();
					stuck.countDown();
				}
			}));
		}
		for (Future<?> one : all) {
			one.get(30, TimeUnit.SECONDS);
		}
		assertThat(turnedAway.get()).as("a second one has taken some out of the line")
			.isBetween(1, ClaimQueue.AT_ONCE + 5);
	}

	private ClaimQueue queue(ClaimQueue.Settlement settlement) {
		return new ClaimQueue(settlement, tenancy);
	}

	private Future<ClaimAnswer> ask(ClaimQueue queue, WaitingClaim claim) {
		return threads.submit(() -> here(queue, claim));
	}

	private ClaimAnswer here(ClaimQueue queue, WaitingClaim claim) {
		return tenancy.callAs(organization, () -> queue.answer(claim));
	}

	/** One that says when it waits in the line. */
	private WaitingClaim claim(CountDownLatch waits) {
		return new WaitingClaim(CouponClaim.of(batch, new MemberId(Ids.next())), null, Actor.SYSTEM, NOON) {

			@Override
			boolean await(Duration atMost) throws InterruptedException {
				waits.countDown();
				return super.await(atMost);
			}

		};
	}

	private WaitingClaim claim() {
		return new WaitingClaim(CouponClaim.of(batch, new MemberId(Ids.next())), null, Actor.SYSTEM, NOON);
	}

	private static ClaimAnswer soldOut() {
		return ClaimAnswer.soldOut(() -> CouponRefused.soldOut("Rebate card"));
	}

	private static void wait(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
