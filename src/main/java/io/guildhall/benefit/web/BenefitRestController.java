package io.guildhall.benefit.web;

import java.time.LocalDate;
import java.util.UUID;

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

import io.guildhall.benefit.BenefitAccess;
import io.guildhall.benefit.BenefitAsk;
import io.guildhall.benefit.BenefitUse;
import io.guildhall.benefit.BenefitUseId;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.MemberCodes;
import io.guildhall.benefit.MembershipBenefits;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberSummary;
import io.guildhall.membership.MembershipId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import lombok.RequiredArgsConstructor;

/** What members may use and used, for programs. */
@Tag(name = "Benefits")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class BenefitRestController {

	private final MemberBenefits benefits;

	private final BenefitUses uses;

	private final MemberCodes codes;

	private final Idempotency idempotency;

	@Operation(summary = "Whether a member may use a benefit, or a product that they bought, now, and if not, why")
	@GetMapping("/members/{id}/access")
	BenefitAccess access(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String benefit,
			@RequestParam(required = false) @Nullable ProductId product) {
		return benefits.access(id, benefit, product);
	}

	@Operation(summary = "What is left of each benefit of a member's memberships, and what they have brought")
	@GetMapping("/members/{id}/benefits")
	Slice<MembershipBenefits> of(@PathVariable MemberId id) {
		return Slice.whole(benefits.of(id));
	}

	@Operation(summary = "The code by which a member is known at the counter; makes it if there is none")
	@PostMapping("/members/{id}/benefit-code")
	CodeResponse code(@PathVariable MemberId id) {
		return new CodeResponse(codes.make(id));
	}

	@Operation(summary = "Whose code it is")
	@GetMapping("/benefit-codes/{code}")
	MemberSummary behind(@PathVariable String code) {
		return codes.require(code);
	}

	@Operation(summary = "Checks off a benefit, or one of what a line bought, once for each Idempotency-Key")
	@PostMapping("/benefit-uses")
	@ResponseStatus(HttpStatus.CREATED)
	BenefitUse use(@Valid @RequestBody UseRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		String own = (key != null && !key.isBlank()) ? "api/" + key : "api/" + UUID.randomUUID();
		return idempotency.once(key, request, BenefitUse.class, () -> uses.use(request.ask(), own));
	}

	@Operation(summary = "Uses, the latest first, with those that were taken back")
	@GetMapping("/benefit-uses")
	Slice<BenefitUse> list(@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String benefit,
			@RequestParam(required = false) @Nullable String after) {
		return uses.list(member, benefit, after);
	}

	@Operation(summary = "A use")
	@GetMapping("/benefit-uses/{id}")
	BenefitUse get(@PathVariable BenefitUseId id) {
		return uses.get(id);
	}

	@Operation(summary = "Takes a use back: it can be used again")
	@PostMapping("/benefit-uses/{id}/undo")
	BenefitUse undo(@PathVariable BenefitUseId id, @Valid @RequestBody UndoRequest request) {
		return uses.undo(id, request.reason());
	}

	/**
	 * A use: of a benefit by its name, or of what the line of an order bought.
	 *
	 * @param member who uses the benefit; not asked for where there is a line
	 * @param day of a line, on which it was used; today where it is left out
	 */
	record UseRequest(@Nullable MemberId member, @Nullable String benefit, @Nullable MembershipId membership,
			@Nullable UUID line, @Nullable LocalDate day) {

		BenefitAsk ask() {
			return new BenefitAsk(member, benefit, membership, line, day);
		}
	}

	record UndoRequest(@NotBlank String reason) {
	}

	record CodeResponse(String code) {
	}

}
