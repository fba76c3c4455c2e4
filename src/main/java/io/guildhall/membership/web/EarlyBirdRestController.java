package io.guildhall.membership.web;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.EarlyBirdService.Seat;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.PlanId;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Early birds for programs. */
@Tag(name = "Plans")
@RestController
@RequestMapping("/api/v1/plans/{id}/early-bird")
@RequiredArgsConstructor
class EarlyBirdRestController {

	private final EarlyBirdService earlyBirds;

	@Operation(summary = "The early bird of a plan, with its counter as of now")
	@GetMapping
	EarlyBird get(@PathVariable PlanId id) {
		return earlyBirds.get(id);
	}

	@Operation(summary = "Gives a plan an early bird, or changes it; who has a seat keeps its terms")
	@PutMapping
	EarlyBird set(@PathVariable PlanId id, @Valid @RequestBody EarlyBirdRequest request) {
		return earlyBirds.set(id, request.earlyBird());
	}

	@Operation(summary = "Ends an early bird now")
	@DeleteMapping
	EarlyBird close(@PathVariable PlanId id) {
		return earlyBirds.close(id);
	}

	@Operation(summary = "Who has a seat, the latest first")
	@GetMapping("/seats")
	Slice<Seat> seats(@PathVariable PlanId id) {
		return Slice.whole(earlyBirds.seats(id));
	}

	@Operation(summary = "Notes that the gift of a seat was handed over; a coupon that waits is issued")
	@PostMapping("/seats/{seat}/gift")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void handOver(@PathVariable PlanId id, @PathVariable UUID seat) {
		earlyBirds.get(id);
		earlyBirds.handOver(seat);
	}

	/**
	 * The terms of an early bird.
	 *
	 * @param gift in words; of a product or a coupon its name, where nothing is said
	 * @param giftProduct goods or a sample that go with each seat
	 * @param giftBatch whose coupon goes with each seat
	 */
	record EarlyBirdRequest(@NotNull Integer seats, @NotNull Instant until, @NotNull Money price, @Nullable String gift,
			@Nullable Money giftCost, @Nullable Integer perMember, @Nullable ProductId giftProduct,
			@Nullable BatchId giftBatch) {

		NewEarlyBird earlyBird() {
			return new NewEarlyBird(seats, until, price, gift,
					(giftCost != null) ? giftCost : Money.zero(price.currency()), (perMember != null) ? perMember : 1,
					giftProduct, giftBatch);
		}
	}

}
