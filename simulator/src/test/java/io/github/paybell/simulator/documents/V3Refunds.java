package io.github.paybell.simulator.documents;

import io.github.paybell.simulator.platform.PlatformRefund;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Refunds of v3: of direct orders and partners', with every end, asked about and sent again. */
final class V3Refunds {
  private static final String PATH = "/v3/refund/domestic/refunds";
  private static final Map<String, String> NOTHING = Map.of();

  private final Bench bench;
  private final V3Line line;

  V3Refunds(Bench bench) {
    this.bench = bench;
    this.line = new V3Line(bench);
  }

  void play() {
    direct();
    partner();
    abnormal();
  }

  /** A refund of an order of 100.00 yuan, with what has to be there. */
  private ObjectNode refund(String outTradeNo, String outRefundNo, long fen) {
    ObjectNode refund = V3Line.json("{}").put("out_refund_no", outRefundNo);
    refund.put("out_trade_no", outTradeNo).put("notify_url", bench.notifyUrl());
    refund.putObject("amount").put("refund", fen).put("total", 10_000).put("currency", "CNY");
    return refund;
  }

  private void direct() {
    ObjectNode refund = refund("V3DIRECTJSAPI", "V3REFUND1", 888);
    refund.put("reason", "商品已售完").put("funds_account", "AVAILABLE");
    refund.set(
        "goods_detail",
        V3Line.json(
                """
                {"goods":[{"merchant_goods_id":"1217752501201407033233368018",
                  "wechatpay_goods_id":"1001","goods_name":"iPhone6s 16G","unit_price":528800,
                  "refund_amount":528800,"refund_quantity":1}]}
                """)
            .get("goods"));
    ((ObjectNode) refund.get("amount"))
        .set(
            "from",
            V3Line.json("{\"from\":[{\"account\":\"AVAILABLE\",\"amount\":888}]}").get("from"));
    JsonNode taken = line.post("v3 refund", PATH, NOTHING, refund);
    query("V3REFUND1", NOTHING);
    bench.advance(Duration.ofSeconds(3));
    // Once more the same: the answer is the refund as it is now.
    line.post("v3 refund", PATH, NOTHING, refund);
    query("V3REFUND1", NOTHING);
    ObjectNode second = refund("", "V3REFUND2", 100).without("out_trade_no");
    second.set("transaction_id", taken.get("transaction_id"));
    line.post("v3 refund", PATH, NOTHING, second);
    bench.end("V3DIRECTJSAPI", "V3REFUND2", PlatformRefund.Status.CLOSED);
    query("V3REFUND2", NOTHING);
  }

  private void partner() {
    ObjectNode refund =
        refund("V3PARTNERNATIVE", "V3REFUND3", 10_000).put("sub_mchid", V3Orders.SUB_MCHID);
    line.post("v3 refund", PATH, NOTHING, refund);
    bench.advance(Duration.ofSeconds(3));
    query("V3REFUND3", Map.of("?sub_mchid", V3Orders.SUB_MCHID));
  }

  private void abnormal() {
    String first = abnormal("V3DIRECTH5", "V3REFUND4");
    query("V3REFUND4", NOTHING);
    line.post(
        "v3 abnormal refund",
        PATH + "/{refund_id}/apply-abnormal-refund",
        Map.of("{refund_id}", first, "header:Wechatpay-Serial", bench.platformSerial()),
        V3Line.json(
            """
            {"out_refund_no":"V3REFUND4","type":"USER_BANK_CARD","bank_type":"ICBC_DEBIT",
             "bank_account":"ZDBkMDRlYzM=","real_name":"NTVjYjE2MTM="}
            """));
    bench.advance(Duration.ofSeconds(3));
    query("V3REFUND4", NOTHING);
    ObjectNode refund =
        refund("V3PARTNERH5", "V3REFUND5", 500).put("sub_mchid", V3Orders.SUB_MCHID);
    String second = line.post("v3 refund", PATH, NOTHING, refund).path("refund_id").stringValue();
    bench.end("V3PARTNERH5", "V3REFUND5", PlatformRefund.Status.ABNORMAL);
    line.post(
        "v3 abnormal refund",
        PATH + "/{refund_id}/apply-abnormal-refund",
        Map.of("{refund_id}", second),
        V3Line.json("{\"out_refund_no\":\"V3REFUND5\",\"type\":\"MERCHANT_BANK_CARD\"}")
            .put("sub_mchid", V3Orders.SUB_MCHID));
    bench.advance(Duration.ofSeconds(3));
  }

  /** The refund_id. */
  private String abnormal(String outTradeNo, String outRefundNo) {
    JsonNode taken = line.post("v3 refund", PATH, NOTHING, refund(outTradeNo, outRefundNo, 500));
    bench.end(outTradeNo, outRefundNo, PlatformRefund.Status.ABNORMAL);
    return taken.path("refund_id").stringValue();
  }

  private void query(String outRefundNo, Map<String, String> more) {
    Map<String, String> around = new LinkedHashMap<>(more);
    around.put("{out_refund_no}", outRefundNo);
    line.get("v3 refund query", PATH + "/{out_refund_no}", around);
  }
}
