package io.guildhall.points.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.coupon.BatchId;
import io.guildhall.points.Ladder;
import io.guildhall.points.PointLevels;
import io.guildhall.points.PointPrice;
import io.guildhall.points.PointPrices;
import io.guildhall.points.PointRule;
import io.guildhall.points.PointRuleTerms;
import io.guildhall.points.PointRules;
import io.guildhall.points.PointTitles;
import io.guildhall.points.PointValue;
import io.guildhall.points.PointValues;
import io.guildhall.points.RuleKind;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** What gives points, what they buy and which titles they bring, for programs. */
@Tag(name = "Points")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class PointRulesRestController {

	private final PointRules rules;

	private final PointPrices prices;

	private final PointLevels levels;

	private final PointTitles titles;

	private final PointValues values;

	private final Idempotency idempotency;

	@Operation(summary = "What gives points: what counts or will first, then what has ended")
	@GetMapping("/point-rules")
	Slice<PointRule> rules() {
		return Slice.whole(rules.list());
	}

	@Operation(summary = "A rule")
	@GetMapping("/point-rules/{id}")
	ResponseEntity<PointRule> rule(@PathVariable UUID id) {
		PointRule rule = rules.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(rule.version())).body(rule);
	}

	@Operation(summary = "Makes a rule that begins today or later")
	@PostMapping("/point-rules")
	ResponseEntity<PointRule> add(@Valid @RequestBody RuleRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		PointRuleTerms terms = request.terms();
		PointRule rule = idempotency.once(key, request, PointRule.class, () -> rules.add(terms));
		return ResponseEntity.created(URI.create("/api/v1/point-rules/" + rule.id())).body(rule);
	}

	@Operation(summary = "Changes a rule; other terms of one that has begun are a new rule from tomorrow on")
	@PutMapping("/point-rules/{id}")
	PointRule change(@PathVariable UUID id, @Valid @RequestBody RuleRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return rules.change(id, request.terms(), Versions.of(ifMatch));
	}

	@Operation(summary = "A rule counts for the last time today")
	@PostMapping("/point-rules/{id}/end")
	PointRule end(@PathVariable UUID id) {
		return rules.end(id);
	}

	@Operation(summary = "What points buy, the cheapest first")
	@GetMapping("/point-prices")
	Slice<PointPrice> prices() {
		return Slice.whole(prices.list());
	}

	@Operation(summary = "So many points buy a coupon of the batch")
	@PutMapping("/point-prices/{batch}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void price(@PathVariable BatchId batch, @Valid @RequestBody PriceRequest request) {
		prices.set(batch, request.points());
	}

	@Operation(summary = "A coupon of the batch is not to be had for points any more")
	@DeleteMapping("/point-prices/{batch}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void removePrice(@PathVariable BatchId batch) {
		prices.remove(batch);
	}

	@Operation(summary = "The titles and how they are judged")
	@GetMapping("/point-ladder")
	ResponseEntity<Ladder> ladder() {
		Ladder ladder = levels.ladder();
		return ResponseEntity.ok().eTag(Versions.tag(ladder.version())).body(ladder);
	}

	@Operation(summary = "What titles would come to with the next night, were they these; nothing is written")
	@PostMapping("/point-ladder/preview")
	PointTitles.Preview preview(@Valid @RequestBody LadderRequest request) {
		return titles.preview(request.ladder());
	}

	@Operation(summary = "Writes the titles anew; the next night judges by them")
	@PutMapping("/point-ladder")
	Ladder change(@Valid @RequestBody LadderRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return levels.change(request.ladder(), Versions.of(ifMatch));
	}

	@Operation(summary = "What one point is worth in money; null where nobody has said")
	@GetMapping("/point-value")
	ResponseEntity<PointValue> value() {
		PointValue value = values.get();
		return ResponseEntity.ok().eTag(Versions.tag(value.version())).body(value);
	}

	@Operation(summary = "One point is worth this from now on, each that was given before as well; null for nothing")
	@PutMapping("/point-value")
	PointValue change(@Valid @RequestBody ValueRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return values.change(request.value(), Versions.of(ifMatch));
	}

	record ValueRequest(@Nullable Money value) {
	}

	record RuleRequest(@NotNull RuleKind kind, @NotBlank String name, @Nullable String action, @Nullable Long points,
			@Nullable Long perMinor, @Nullable Long dailyCap, @Nullable Integer waitDays, @Nullable Integer expiresDays,
			@NotNull LocalDate firstDay, @Nullable LocalDate lastDay) {

		PointRuleTerms terms() {
			return new PointRuleTerms(kind, name, action, (points != null) ? points : 0, perMinor, dailyCap,
					(waitDays != null) ? waitDays : 0, expiresDays, firstDay, lastDay);
		}
	}

	record PriceRequest(long points) {
	}

	record LadderRequest(int windowDays, int bufferDays, @NotNull List<@Valid LevelRequest> levels) {

		Ladder ladder() {
			return new Ladder(windowDays, bufferDays,
					levels.stream().map(level -> new Ladder.Level(level.name(), level.threshold())).toList(), 0);
		}
	}

	record LevelRequest(@NotBlank String name, long threshold) {
	}

}
