# METADATA
# title: 规则数据
# description: >-
#   Thresholds and lists that rules rest on: rule_data.yaml, with the deployment's changes
#   already merged in and validated by the engine. A misspelt name fails the compile.
# schemas:
#   - data.rule_data: schema.rule_data
package lib.ruledata

values := data.rule_data
