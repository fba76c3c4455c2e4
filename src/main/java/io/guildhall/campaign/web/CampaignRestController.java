package io.guildhall.campaign.web;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.campaign.CampaignBoard;
import io.guildhall.campaign.CampaignDetails;
import io.guildhall.campaign.CampaignGoal;
import io.guildhall.campaign.CampaignEffect;
import io.guildhall.campaign.CampaignId;
import io.guildhall.campaign.CampaignResult;
import io.guildhall.campaign.CampaignService;
import io.guildhall.campaign.CampaignState;
import io.guildhall.campaign.CampaignSummary;
import io.guildhall.campaign.CampaignTask;
import io.guildhall.campaign.NewCampaign;
import io.guildhall.coupon.BatchId;
import io.guildhall.member.Audience;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.guildhall.touch.TouchId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Campaigns for programs. */
@Tag(name = "Campaigns")
@RestController
@RequestMapping("/api/v1/campaigns")
@RequiredArgsConstructor
class CampaignRestController {

	private final CampaignService campaigns;

	private final CampaignBoard board;

	private final Idempotency idempotency;

	@Operation(summary = "Campaigns, the latest first")
	@GetMapping
	Slice<CampaignSummary> list(@RequestParam(required = false) @Nullable CampaignState state,
			@RequestParam(required = false) @Nullable String after) {
		return board.list(state, after);
	}

	@Operation(summary = "Drafts a campaign")
	@PostMapping
	ResponseEntity<CampaignDetails> create(@Valid @RequestBody CampaignRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		CampaignId id = idempotency.once(key, request, CampaignId.class, () -> campaigns.create(request.wanted()));
		return ResponseEntity.created(URI.create("/api/v1/campaigns/" + id)).body(campaigns.get(id));
	}

	@Operation(summary = "A campaign")
	@GetMapping("/{id}")
	ResponseEntity<CampaignDetails> get(@PathVariable CampaignId id) {
		CampaignDetails campaign = campaigns.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(campaign.version())).body(campaign);
	}

	@Operation(summary = "Changes a draft")
	@PutMapping("/{id}")
	CampaignDetails change(@PathVariable CampaignId id, @Valid @RequestBody CampaignRequest request,
			@RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
		return campaigns.change(id, request.wanted(), Versions.of(ifMatch));
	}

	@Operation(summary = "Launches a campaign: freezes whom it is for and plans a contact with each of them")
	@PostMapping("/{id}/launch")
	CampaignDetails launch(@PathVariable CampaignId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return idempotency.once(key, id, CampaignDetails.class, () -> campaigns.launch(id));
	}

	@Operation(summary = "Ends a campaign")
	@PostMapping("/{id}/end")
	CampaignDetails end(@PathVariable CampaignId id) {
		return campaigns.end(id);
	}

	@Operation(
			summary = "What a campaign would do if it were launched now: whom it reaches, and how many of them get a coupon of its batch")
	@GetMapping("/{id}/effect")
	CampaignEffect effect(@PathVariable CampaignId id) {
		return campaigns.foresee(id);
	}

	@Operation(summary = "Whom to contact, with the text for each")
	@GetMapping("/{id}/touches")
	Slice<CampaignTask> tasks(@PathVariable CampaignId id, @RequestParam(required = false) @Nullable String state,
			@RequestParam(required = false) @Nullable String after) {
		return board.tasks(id, state, after);
	}

	@Operation(summary = "Confirms that one member was contacted")
	@PostMapping("/{id}/touches/{touch}/confirm")
	ResponseEntity<Void> contacted(@PathVariable CampaignId id, @PathVariable TouchId touch) {
		campaigns.contacted(id, touch);
		return ResponseEntity.noContent().build();
	}

	@Operation(summary = "Confirms that everybody who may be was contacted")
	@PostMapping("/{id}/touches/confirm")
	Confirmed contactedAll(@PathVariable CampaignId id) {
		return new Confirmed(campaigns.contactedAll(id));
	}

	@Operation(summary = "Who was contacted, used the coupon and bought")
	@GetMapping("/{id}/result")
	CampaignResult result(@PathVariable CampaignId id) {
		return board.result(id);
	}

	record Confirmed(int confirmed) {
	}

	record CampaignRequest(@NotBlank @Size(max = 80) String name, @NotNull CampaignGoal goal,
			@NotNull Audience audience, @Nullable BatchId batch, @NotBlank @Size(max = 4000) String text,
			@Min(1) @Max(90) int windowDays) {

		NewCampaign wanted() {
			return new NewCampaign(name, goal, audience, batch, text, windowDays);
		}

	}

}
