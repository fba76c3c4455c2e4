package io.guildhall.demo;

import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;

import java.time.ZoneId;

import io.guildhall.job.JobService;
import io.guildhall.organization.NewOrganization;
import io.guildhall.shared.OnBehalf;
import io.guildhall.staff.AccountService;
import io.guildhall.staff.AccountService.Founded;
import lombok.RequiredArgsConstructor;

/** Founds the made-up organization 职场跃迁圈. */
@Service
@RequiredArgsConstructor
public class DemoService {

	private final AccountService accounts;

	private final JobService jobs;

	private final OnBehalf onBehalf;

	/**
	 * Founds one for an account, and lets it live through its ninety days in the
	 * background.
	 * @param account its owner
	 */
	public Demo found(UUID account) {
		Founded founded = accounts.found(account,
				new NewOrganization("职场跃迁圈", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", true));
		UUID job = onBehalf.ofSystem(founded.organizationId(), () -> jobs.start(DemoWork.KIND, Map.of(), ""));
		return new Demo(founded.organizationId(), founded.slug(), job);
	}

	/**
	 * A demo organization.
	 *
	 * @param slug under which its pages stand
	 * @param job that lives through its days
	 */
	public record Demo(UUID organization, String slug, UUID job) {
	}

}
