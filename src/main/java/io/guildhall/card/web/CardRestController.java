package io.guildhall.card.web;

import java.net.URI;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.card.Card;
import io.guildhall.card.CardBatch;
import io.guildhall.card.CardBatchId;
import io.guildhall.card.CardBatches;
import io.guildhall.card.CardFigures;
import io.guildhall.card.CardGift;
import io.guildhall.card.CardId;
import io.guildhall.card.CardSheets;
import io.guildhall.card.CardState;
import io.guildhall.card.CardTerms;
import io.guildhall.card.Cards;
import io.guildhall.coupon.BatchId;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Printed cards, for programs. */
@Tag(name = "Cards")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class CardRestController {

	private final CardBatches batches;

	private final Cards cards;

	private final CardSheets sheets;

	private final Idempotency idempotency;

	@Operation(summary = "Batches of cards, the latest first")
	@GetMapping("/card-batches")
	Slice<CardBatch> list(@RequestParam(required = false) @Nullable String after) {
		return batches.list(after);
	}

	@Operation(summary = "A batch of cards")
	@GetMapping("/card-batches/{id}")
	CardBatch get(@PathVariable CardBatchId id) {
		return batches.get(id);
	}

	@Operation(summary = "Makes a batch with all its cards; it gives either a coupon of a batch or points")
	@PostMapping("/card-batches")
	ResponseEntity<CardBatch> create(@Valid @RequestBody BatchRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		CardBatchId id = idempotency.once(key, request, CardBatchId.class, () -> batches.create(request.terms()));
		return ResponseEntity.created(URI.create("/api/v1/card-batches/" + id)).body(batches.get(id));
	}

	@Operation(summary = "What came of a batch")
	@GetMapping("/card-batches/{id}/figures")
	CardFigures figures(@PathVariable CardBatchId id) {
		return batches.figures(id);
	}

	@Operation(summary = "The cards of a batch with their codes, by their numbers; the link of a card is /c/{code}")
	@GetMapping("/card-batches/{id}/cards")
	Slice<Card> cards(@PathVariable CardBatchId id, @RequestParam(required = false) @Nullable CardState state,
			@RequestParam(required = false) @Nullable String after) {
		return cards.list(id, state, after);
	}

	@Operation(summary = "Prints up to 500 cards, ten to a page: those of this part that are in nobody's hands yet")
	@PostMapping(path = "/card-batches/{id}/sheets", produces = MediaType.APPLICATION_PDF_VALUE)
	byte[] print(@PathVariable CardBatchId id, @RequestParam(defaultValue = "1") int part) {
		return sheets.print(id, part, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

	@Operation(summary = "No card of the batch counts any more; what was claimed stays so")
	@PostMapping("/card-batches/{id}/revocation")
	CardBatch revoke(@PathVariable CardBatchId id, @Valid @RequestBody ReasonRequest request) {
		return batches.revoke(id, request.reason());
	}

	@Operation(summary = "A card")
	@GetMapping("/cards/{id}")
	Card card(@PathVariable CardId id) {
		return cards.get(id);
	}

	@Operation(summary = "The card does not count any more")
	@PostMapping("/cards/{id}/revocation")
	Card revoke(@PathVariable CardId id, @Valid @RequestBody ReasonRequest request) {
		return cards.revoke(id, request.reason());
	}

	@Operation(summary = "The cards that went out with an order")
	@GetMapping("/orders/{id}/cards")
	Slice<Card> ofOrder(@PathVariable OrderId id) {
		return Slice.whole(cards.of(id));
	}

	@Operation(summary = "Hands a card out with an order; the same card and order once more change nothing")
	@PostMapping("/orders/{id}/cards")
	Card handOut(@PathVariable OrderId id, @Valid @RequestBody CodeRequest request) {
		return cards.handOut(id, request.code());
	}

	@Operation(summary = "The card did not go out with the order after all")
	@DeleteMapping("/orders/{id}/cards/{card}")
	ResponseEntity<Void> takeBack(@PathVariable OrderId id, @PathVariable CardId card) {
		cards.takeBack(id, card);
		return ResponseEntity.noContent().build();
	}

	/**
	 * A batch.
	 *
	 * @param coupon the coupon batch of which a card gives one; else points
	 * @param withOrder whether a card counts only after it went out with an order; it
	 * does, where nothing is said
	 */
	record BatchRequest(@NotBlank @Size(max = 80) String name, @NotBlank @Size(max = 40) String title,
			@Size(max = 200) @Nullable String text, @Nullable BatchId coupon, @Nullable Long points,
			@NotNull ChannelId channel, @NotNull LocalDate lastDay, @Nullable Boolean withOrder,
			@NotNull @Min(1) @Max(CardTerms.MOST) Integer cards) {

		CardTerms terms() {
			return new CardTerms(name, title, (text != null) ? text : "", new CardGift(coupon, points), channel,
					lastDay, !Boolean.FALSE.equals(withOrder), cards);
		}
	}

	record CodeRequest(@NotBlank @Size(max = 64) String code) {
	}

	record ReasonRequest(@NotBlank @Size(max = 200) String reason) {
	}

}
