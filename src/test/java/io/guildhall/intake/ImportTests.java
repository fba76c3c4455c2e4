package io.guildhall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;

class ImportTests {

	private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

	private final Import chats = new Import(ImportId.next(), ImportKind.CHATS, "result.json", "key",
			ImportOptions.ofChats("Asia/Shanghai", List.of(ChatChoice.open("7", "Readers", "TELEGRAM"))), 1000,
			Actor.SYSTEM, NOW);

	@Test
	void isTriedOnlyOnceSomeChatHasAGroup() {
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(chats::beginCheck)
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.no-group");
		choose();
		chats.beginCheck();
		assertThat(chats.getState()).isEqualTo(ImportState.CHECKING);
	}

	@Test
	void startsOnlyAfterADryRunOfWhatIsChosenNow() {
		refusesToStart("intake.not-checked");
		checked();
		choose();
		refusesToStart("intake.not-checked");
		check();
		chats.start(NOW);
		assertThat(chats.getState()).isEqualTo(ImportState.RUNNING);
		refusesToStart("intake.busy");
	}

	@Test
	void remembersHowFarItIsAndNeverGoesBack() {
		running();
		assertThat(chats.expects(0, 0)).isTrue();
		chats.advance(0, 20, 500, Counts.NONE.and(Outcome.MESSAGE, 20));
		assertThat(chats.expects(0, 0)).isFalse();
		assertThat(chats.expects(0, 20)).isTrue();
		assertThat(chats.expects(1, 0)).isTrue();
		assertThat(chats.expects(1, 20)).isFalse();
		chats.advance(1, 5, 700, Counts.NONE.and(Outcome.MESSAGE, 5));
		assertThat(chats.getCounts().of(Outcome.MESSAGE)).isEqualTo(25);
		assertThatIllegalStateException().isThrownBy(() -> chats.advance(0, 30, 800, Counts.NONE));
		assertThatIllegalStateException().isThrownBy(() -> chats.advance(1, 4, 800, Counts.NONE));
	}

	@Test
	void goesOnAfterItWasStoppedOrBrokeOffWithWhatItHas() {
		running();
		chats.advance(0, 20, 500, Counts.NONE.and(Outcome.MESSAGE, 20));
		chats.cancel(NOW);
		assertThat(chats.expects(0, 20)).isFalse();
		chats.start(NOW);
		assertThat(chats.expects(0, 20)).isTrue();
		chats.fail("intake.failed", NOW);
		assertThat(chats.getFailure()).isEqualTo("intake.failed");
		chats.start(NOW);
		assertThat(chats.getFailure()).isNull();
		chats.finish(NOW);
		assertThat(chats.getState()).isEqualTo(ImportState.DONE);
		assertThat(chats.getBytes()).isEqualTo(1000);
		refusesToStart("intake.not-checked");
	}

	@Test
	void isTakenBackOnceAndOnlyWhatCameIn() {
		refusesToUndo("intake.nothing-to-undo");
		running();
		refusesToUndo("intake.busy");
		chats.finish(NOW);
		chats.beginUndo();
		refusesToUndo("intake.busy");
		chats.undone(NOW);
		assertThat(chats.getState()).isEqualTo(ImportState.UNDONE);
		refusesToUndo("intake.nothing-to-undo");
		refusesToStart("intake.not-checked");
	}

	@Test
	void afterAnUndoThatBrokeOffOnlyTheUndoCanBeTriedAgain() {
		running();
		chats.cancel(NOW);
		chats.beginUndo();
		chats.undoFailed("intake.failed", NOW);
		refusesToStart("intake.not-checked");
		chats.beginUndo();
		chats.undone(NOW);
		assertThat(chats.getFailure()).isNull();
	}

	@Test
	void whatIsChosenStandsOnceItHasBegun() {
		running();
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(this::choose)
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.busy");
		chats.finish(NOW);
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(this::choose)
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.too-late");
	}

	@Test
	void keepsNothingOfPeopleOnceItIsDone() {
		choose();
		chats.beginCheck();
		chats.checked(Counts.NONE, List.of(new SampleRow(0, 1, "Ann", "MESSAGE", NOW, Outcome.MEMBER_NEW)),
				chats.getOptions().chats(), NOW);
		assertThat(chats.getSample()).hasSize(1);
		chats.start(NOW);
		chats.finish(NOW);
		assertThat(chats.getSample()).isEmpty();
	}

	@Test
	void aTableIsTriedOnlyWithTheColumnsThatItsKindNeeds() {
		Import orders = new Import(
				ImportId.next(), ImportKind.ORDERS, "orders.csv", "key", ImportOptions.ofTable("UTC",
						List.of("Phone", "No", "Paid"), Map.of(Field.PHONE, 0, Field.ORDER_NO, 1, Field.AMOUNT, 2)),
				10, Actor.SYSTEM, NOW);
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(orders::beginCheck)
			.extracting(ImportRefused::getCode)
			.isEqualTo("intake.order-columns-missing");
		orders.choose(ImportKind.MEMBERS,
				ImportOptions.ofTable("UTC", List.of("Phone", "No", "Paid"), Map.of(Field.PHONE, 0)));
		orders.beginCheck();
		assertThat(orders.getState()).isEqualTo(ImportState.CHECKING);
	}

	private void choose() {
		chats.choose(ImportKind.CHATS, ImportOptions.ofChats("Asia/Shanghai",
				List.of(ChatChoice.open("7", "Readers", "TELEGRAM").into(Ids.next()))));
	}

	private void check() {
		chats.beginCheck();
		chats.checked(Counts.NONE, List.of(), chats.getOptions().chats(), NOW);
	}

	private void checked() {
		choose();
		check();
	}

	private void running() {
		checked();
		chats.start(NOW);
	}

	private void refusesToStart(String code) {
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(() -> chats.start(NOW))
			.extracting(ImportRefused::getCode)
			.isEqualTo(code);
	}

	private void refusesToUndo(String code) {
		assertThatExceptionOfType(ImportRefused.class).isThrownBy(chats::beginUndo)
			.extracting(ImportRefused::getCode)
			.isEqualTo(code);
	}

}
