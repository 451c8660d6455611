from programs.exports.alternates import csv_of_a_day, json_of_a_day, json_response, refused_csv, refused_json
from programs.exports.csv import csv_lines, csv_of_rows, summary_csv_lines
from programs.exports.json import READABLE, answer_json, card_json, nearest_json, summary_json
from programs.exports.text import lines_of, lines_of_summary

__all__ = [
    "READABLE",
    "answer_json",
    "card_json",
    "csv_lines",
    "csv_of_a_day",
    "csv_of_rows",
    "json_of_a_day",
    "json_response",
    "lines_of",
    "lines_of_summary",
    "nearest_json",
    "refused_csv",
    "refused_json",
    "summary_csv_lines",
    "summary_json",
]
