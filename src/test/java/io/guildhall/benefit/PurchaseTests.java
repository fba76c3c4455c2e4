package io.guildhall.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

class PurchaseTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

	private final ProductId product = new ProductId(Ids.next());

	@Test
	void aRefundTakesBackAsManyAsItPaysForWhole() {
		Purchase five = sessions(5, 1_000);
		assertThat(after(five, 1_000).pieces()).isEqualTo(5);
		assertThat(after(five, 801).pieces()).as("a part of the price of one").isEqualTo(5);
		assertThat(after(five, 800).pieces()).isEqualTo(4);
		assertThat(after(five, 0).pieces()).isZero();
		assertThat(after(five, 0).stateOn(DAY)).isEqualTo(Purchase.State.TAKEN_BACK);
	}

	@Test
	void centsThatDoNotDivideAreNobodysSession() {
		Purchase three = sessions(3, 100);
		assertThat(after(three, 67).pieces()).as("33 is the whole share of one").isEqualTo(2);
		assertThat(after(three, 34).pieces()).isEqualTo(1);
		assertThat(after(three, 1).pieces()).isEqualTo(1);
		assertThat(after(three, 0).pieces()).isZero();
		assertThat(after(sessions(3, 1), 0).pieces()).isZero();
		assertThat(after(sessions(100_000_000, 900_000_000_000L), 1).pieces()).isEqualTo(1);
	}

	@Test
	void whatCostNothingGoesBackWithAllOfItsOrderOnly() {
		Purchase free = sessions(2, 0);
		assertThat(after(free, 0).pieces()).isEqualTo(2);
		assertThat(free.after(free.kept(), true).pieces()).isZero();
		assertThat(free.valueOf(2).isZero()).isTrue();
	}

	@Test
	void withoutWhatWasUsedTheRestOfThePriceGoesBack() {
		Purchase three = sessions(3, 100);
		assertThat(three.unused(0)).isEqualTo(cny(100));
		assertThat(three.unused(1)).isEqualTo(cny(66));
		assertThat(after(three, 67).unused(1)).as("33 went back before").isEqualTo(cny(33));
		assertThat(three.unused(3)).isEqualTo(cny(0));
		assertThat(after(three, 20).unused(1)).as("never less than nothing").isEqualTo(cny(0));
	}

	@Test
	void whatIsLeftIsWorthItsExactShare() {
		Purchase three = sessions(3, 100);
		assertThat(three.valueOf(3)).isEqualTo(cny(100));
		assertThat(three.valueOf(2)).isEqualTo(cny(66));
		assertThat(three.unitValue()).isEqualTo(cny(33));
		assertThat(after(three, 90).valueOf(3)).as("ten went back for good will").isEqualTo(cny(90));
		assertThat(after(three, 67).valueOf(2)).isEqualTo(cny(67));
	}

	@Test
	void sessionsLapseOnTheDayBehindTheirLast() {
		Purchase two = purchase(ProductKind.CONSULTATION, 2, 1_000, DAY, DAY.plusDays(30));
		BenefitLedger ledger = two.ledger(Map.of(DAY, 1));
		assertThat(two.lastDay()).isEqualTo(DAY.plusDays(29));
		assertThat(BoughtBenefit.of(two, ledger, DAY.plusDays(29)).benefit()).isNotNull()
			.returns(1, BenefitStanding::left);
		BoughtBenefit over = BoughtBenefit.of(two, ledger, DAY.plusDays(30));
		assertThat(over.state()).isEqualTo(Purchase.State.OVER);
		assertThat(over.access().reason()).isEqualTo(BenefitAccess.Reason.ENDED);
		assertThat(two.open(ledger, DAY.plusDays(29))).hasSize(1);
		assertThat(two.open(ledger, DAY.plusDays(30))).as("nothing is owed of it").isEmpty();
	}

	@Test
	void aSeatOfACampIsUsedOnEachOfItsDays() {
		Purchase camp = purchase(ProductKind.CAMP, 2, 900, DAY.plusDays(1), DAY.plusDays(4));
		assertThat(camp.units()).isEqualTo(6);
		assertThat(BoughtBenefit.of(camp, camp.ledger(Map.of()), DAY).access().reason())
			.isEqualTo(BenefitAccess.Reason.NOT_BEGUN);
		BenefitLedger ledger = camp.ledger(Map.of(DAY.plusDays(1), 2));
		BoughtBenefit first = BoughtBenefit.of(camp, ledger, DAY.plusDays(1));
		assertThat(first.state()).isEqualTo(Purchase.State.USED_UP);
		assertThat(first.isOver()).as("tomorrow is another day").isFalse();
		assertThat(first.access().again()).isEqualTo(DAY.plusDays(2));
		assertThat(BoughtBenefit.of(camp, ledger, DAY.plusDays(2)).isOpen()).isTrue();
		assertThat(BoughtBenefit.of(camp, ledger, DAY.plusDays(4)).state()).isEqualTo(Purchase.State.OVER);
		assertThat(camp.open(ledger, DAY.plusDays(2))).singleElement().returns(4L, BenefitLedger.Open::left);
		assertThat(camp.valueOf(4)).isEqualTo(cny(600));
		assertThat(camp.unused(2)).isEqualTo(cny(600));
	}

	@Test
	void whatIsLeftOfAConsultationLapsesWithTheDayOnWhichItIsFinished() {
		Purchase five = finished(sessions(5, 1_000), DAY.plusDays(3));
		BenefitLedger ledger = five.ledger(Map.of(DAY, 2));
		assertThat(five.stateOn(DAY.plusDays(3))).isEqualTo(Purchase.State.FINISHED);
		assertThat(five.open(ledger, DAY.plusDays(3))).as("nothing is owed of it").isEmpty();
		BoughtBenefit over = BoughtBenefit.of(five, ledger, DAY.plusDays(3));
		assertThat(over.isOver()).isTrue();
		assertThat(over.used()).isEqualTo(2);
		assertThat(over.access().reason()).isEqualTo(BenefitAccess.Reason.ENDED);
		assertThat(BoughtBenefit.of(five, ledger, DAY.plusDays(2)).isOpen()).as("what was had before").isTrue();
		assertThat(five.open(ledger, DAY.plusDays(2))).singleElement().returns(3L, BenefitLedger.Open::left);
		Purchase open = sessions(5, 1_000);
		assertThat(open.leftBehind(open.ledger(Map.of(DAY, 2)), DAY)).isEqualTo(3);
		assertThat(five.leftBehind(ledger, DAY.plusDays(3))).isZero();
	}

	@Test
	void theLastDayOfAFinishedCampMayStillBeWrittenDown() {
		Purchase camp = purchase(ProductKind.CAMP, 1, 900, DAY, DAY.plusDays(3));
		BenefitLedger ledger = camp.ledger(Map.of(DAY, 1));
		assertThat(camp.leftBehind(ledger, DAY.plusDays(1))).as("the days behind it").isOne();
		assertThat(camp.leftBehind(ledger, DAY.plusDays(2))).as("it is the last day").isZero();
		Purchase finished = finished(camp, DAY.plusDays(2));
		assertThat(BoughtBenefit.of(finished, ledger, DAY.plusDays(2)).isOpen()).isTrue();
		assertThat(finished.open(ledger, DAY.plusDays(2))).isEmpty();
		assertThat(finished.stateOn(DAY.plusDays(3))).isEqualTo(Purchase.State.FINISHED);
		Purchase early = finished(camp, DAY);
		assertThat(early.stateOn(DAY.plusDays(1))).isEqualTo(Purchase.State.FINISHED);
		assertThat(early.open(ledger, DAY.plusDays(1))).isEmpty();
	}

	@Test
	void aCampWithoutDaysIsOwedWhole() {
		Purchase camp = purchase(ProductKind.CAMP, 1, 900, null, null);
		assertThat(camp.stateOn(DAY)).isEqualTo(Purchase.State.NOT_BEGUN);
		assertThat(camp.open(camp.ledger(Map.of()), DAY)).singleElement().returns(1L, BenefitLedger.Open::left);
		assertThat(camp.valueOf(1)).isEqualTo(cny(900));
	}

	@Test
	void whatLapsesFirstIsUsedFirstAndOneAnswerSaysWhyNot() {
		Purchase later = purchase(ProductKind.CONSULTATION, 1, 1_000, DAY, null);
		Purchase sooner = purchase(ProductKind.CONSULTATION, 1, 1_000, DAY, DAY.plusDays(3));
		BenefitWish wish = new BenefitWish("Talk", product);
		assertThat(answer(wish, of(later, 0), of(sooner, 0)).line()).isEqualTo(sooner.line());
		assertThat(answer(wish, of(later, 0), of(sooner, 1)).line()).isEqualTo(later.line());
		assertThat(answer(BenefitWish.of("Talk"), of(later, 0)).granted()).as("by its name").isTrue();
		assertThat(answer(wish, of(later, 1)).reason()).isEqualTo(BenefitAccess.Reason.USED_UP);
		assertThat(answer(wish).reason()).isEqualTo(BenefitAccess.Reason.NOT_BOUGHT);
		assertThat(answer(new BenefitWish("Talk", new ProductId(Ids.next())), of(later, 0)).granted()).isFalse();
	}

	private static BenefitAccess answer(BenefitWish wish, BoughtBenefit... bought) {
		return BenefitAnswers.of(List.of(), List.of(bought), wish, null);
	}

	private static BoughtBenefit of(Purchase purchase, int used) {
		return BoughtBenefit.of(purchase, purchase.ledger((used > 0) ? Map.of(DAY, used) : Map.of()), DAY);
	}

	private static Purchase after(Purchase purchase, long left) {
		return purchase.after(cny(left), false);
	}

	private Purchase sessions(int number, long price) {
		return purchase(ProductKind.CONSULTATION, number, price, DAY, null);
	}

	private Purchase purchase(ProductKind kind, int number, long price, @Nullable LocalDate from,
			@Nullable LocalDate to) {
		return new Purchase(Ids.next(), new OrderId(Ids.next()), new MemberId(Ids.next()), product, "Talk", kind,
				number, number, cny(price), cny(price), null, from, to, null, Instant.EPOCH);
	}

	private static Purchase finished(Purchase one, LocalDate day) {
		return new Purchase(one.line(), one.order(), one.member(), one.product(), one.name(), one.kind(), one.bought(),
				one.pieces(), one.price(), one.kept(), one.minutes(), one.from(), one.to(), day, one.paidAt());
	}

	private static Money cny(long minor) {
		return new Money(minor, "CNY");
	}

}
