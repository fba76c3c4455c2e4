package io.guildhall.order.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.CouponId;
import io.guildhall.fulfilment.AddressInput;
import io.guildhall.member.MemberId;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.RefundProposal;
import io.guildhall.order.Discretion;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderListing;
import io.guildhall.order.OrderNumbers;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.OrderState;
import io.guildhall.order.OrderSummary;
import io.guildhall.order.QuotedSeats;
import io.guildhall.order.RefundAsk;
import io.guildhall.order.RefundOutcome;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Orders for programs. */
@Tag(name = "Orders")
@RestController
@RequestMapping("/api/v1/orders")
@RequiredArgsConstructor
class OrderRestController {

	private static final String KEY = "Idempotency-Key";

	private final OrderService orders;

	private final OrderListing listing;

	private final OrderRefunds refunds;

	private final OrderNumbers numbers;

	private final EarlyBirdService earlyBirds;

	private final QuotedSeats seats;

	private final Idempotency idempotency;

	@Operation(summary = "Orders with what was ordered, the latest first")
	@GetMapping
	Slice<OrderSummary> list(@RequestParam(required = false) @Nullable OrderState state,
			@RequestParam(defaultValue = "false") boolean paid,
			@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable Long number,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable ProductId product,
			@RequestParam(required = false) @Nullable String after) {
		return listing.list(new OrderFilter(state, paid, from, to, number, member, product), after);
	}

	@Operation(summary = "An order with its lines, payments and refunds")
	@GetMapping("/{id}")
	OrderDetails get(@PathVariable OrderId id) {
		return orders.get(id);
	}

	/**
	 * Places an order; with a payment in it, one that is paid already; with an expected
	 * sum, only where it comes to that.
	 */
	@Operation(summary = "Places an order; with a payment in it, one that is paid; with an expected sum, only at that")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	OrderDetails place(@Valid @RequestBody OrderRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return numbers
			.placing(() -> idempotency.onceTogether(key, request, OrderDetails.class, () -> (request.payment() != null)
					? orders.placePaid(request.order(), request.payment().payment()) : orders.place(request.order())));
	}

	/** What an order would come to; nothing is written. */
	@Operation(summary = "What an order would come to, and whether to ask where it goes; nothing is written")
	@PostMapping("/quotes")
	QuoteResponse quote(@Valid @RequestBody OrderRequest request) {
		OrderDetails quote = orders.quote(request.order());
		return new QuoteResponse(quote, seats.deliver(quote));
	}

	@Operation(summary = "Records a payment")
	@PostMapping("/{id}/payments")
	@ResponseStatus(HttpStatus.CREATED)
	OrderDetails pay(@PathVariable OrderId id, @Valid @RequestBody PaymentRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), OrderDetails.class,
				() -> orders.markPaid(id, request.payment()));
	}

	@Operation(summary = "Cancels an order that is not paid, or that came to nothing")
	@PostMapping("/{id}/cancel")
	OrderDetails cancel(@PathVariable OrderId id) {
		return orders.cancel(id);
	}

	@Operation(summary = "The early-bird seats of an order, with what became of their gifts")
	@GetMapping("/{id}/early-bird-seats")
	Slice<EarlyBirdService.Seat> seats(@PathVariable OrderId id) {
		orders.get(id);
		return Slice.whole(earlyBirds.seatsOfOrder(id.id()));
	}

	@Operation(summary = "What the plans of an order's memberships give back today")
	@GetMapping("/{id}/refund-proposals")
	Slice<Proposal> proposals(@PathVariable OrderId id) {
		return Slice.whole(refunds.proposals(id)
			.entrySet()
			.stream()
			.map(line -> new Proposal(line.getKey(), line.getValue()))
			.toList());
	}

	/** Pays back a line, an amount, or without both all that is left. */
	@Operation(summary = "Pays back a line, an amount, or all that is left")
	@PostMapping("/{id}/refunds")
	@ResponseStatus(HttpStatus.CREATED)
	RefundOutcome refund(@PathVariable OrderId id, @Valid @RequestBody RefundRequest request,
			@RequestHeader(name = KEY, required = false) @Nullable String key) {
		return idempotency.once(key, List.of(id, request), RefundOutcome.class,
				() -> refunds.refund(id, request.ask(refunds.usual(id))));
	}

	/**
	 * An order; with one coupon, or with several that go together; with a recipient, it
	 * is bought for them.
	 */
	record OrderRequest(@NotNull MemberId member, @NotEmpty List<@Valid LineRequest> lines, @Nullable CouponId coupon,
			@Nullable List<CouponId> coupons, @Size(max = 2000) @Nullable String note,
			@Valid @Nullable PaymentRequest payment, @Valid @Nullable DiscretionRequest discretion,
			@Nullable AddressInput address,
			@Schema(description = "Another member, for whom it is") @Nullable MemberId recipient,
			@Schema(description = "What the buyer was told that it comes to: where it comes to something else by now,"
					+ " nothing is placed (order.price-changed, 409). Left out, it is placed at the prices of now;"
					+ " a quote passes it over") @Nullable Money expected) {

		NewOrder order() {
			List<CouponId> all = Stream
				.concat(Stream.ofNullable(coupon), Stream.ofNullable(coupons).flatMap(List::stream))
				.toList();
			return new NewOrder(member, lines.stream()
				.map(line -> new NewOrder.Line(line.product(), line.quantity(), line.unitPrice(), line.shownPrice()))
				.toList(), all, note, OrderSource.API,
					(discretion != null) ? new Discretion(discretion.amount(), discretion.reason()) : null,
					(address != null) ? address.address() : null)
				.giveTo(recipient)
				.expecting(expected);
		}

	}

	/**
	 * What is taken off besides, within the allowance of whoever made the key; without an
	 * amount, why lines are sold for less than their products cost.
	 */
	record DiscretionRequest(@Nullable Money amount, @NotBlank @Size(max = 200) String reason) {
	}

	/** A line; a plan that costs more than {@code shownPrice} by now is refused. */
	record LineRequest(@NotNull ProductId product, int quantity, @Nullable Money unitPrice,
			@Nullable Money shownPrice) {
	}

	record PaymentRequest(@NotNull PaymentMethod method, @Nullable Money amount, @Nullable Instant at,
			@Size(max = 200) @Nullable String reference) {

		NewPayment payment() {
			return new NewPayment(method, amount, at, reference);
		}

	}

	record RefundRequest(@Nullable UUID line, @Nullable Money amount, @Schema(
			description = "ONLINE where it was paid so, else OTHER, where nothing is said") @Nullable PaymentMethod method,
			@NotBlank @Size(max = 500) String reason, @Nullable Boolean endsMembership, @Nullable Boolean usedToo) {

		/** Where nothing is said it goes back the way it came, as the page proposes. */
		RefundAsk ask(PaymentMethod usual) {
			return new RefundAsk(line, amount, (method != null) ? method : usual, reason,
					Boolean.TRUE.equals(endsMembership), Boolean.TRUE.equals(usedToo));
		}

	}

	/**
	 * What an order would come to.
	 *
	 * @param delivered whether something of it is sent or handed over: what is bought, or
	 * the gift of an early bird's seat
	 */
	record QuoteResponse(@JsonUnwrapped OrderDetails order, boolean delivered) {
	}

	record Proposal(UUID line, RefundProposal proposal) {
	}

}
